import { setting } from '../../model/documents/connection-shapes.ts';
import { count, list, map, moment, object, oneOf, orNull, type Shape, text } from '../../model/documents/shapes.ts';

const seen = {
  id: text,
  name: text,
  displayName: text,
  revision: count,
  updatedAt: moment,
  updatedBy: text,
  manifest: orNull(object({ id: text, revision: count })),
};
const whereItIs: Shape = {
  anyOf: [
    object({ source: { const: 'stored' } }),
    object({ source: { const: 'keyvault' }, secret: text, version: orNull(text) }),
    object({ source: { const: 'missing' } }),
  ],
};
const connection = object({
  ...seen,
  type: text,
  purpose: text,
  status: text,
  settings: map(setting),
  secrets: map(whereItIs),
  sharedWith: { anyOf: [oneOf('administrators', 'contributors'), list(text)] },
  terms: orNull(text),
  lock: orNull(object({ reason: text, by: text, at: moment })),
});
const dependent = object({
  ...seen,
  type: text,
  status: oneOf('active', 'inactive'),
  connection: orNull(object({ id: text, name: text })),
  settings: map(setting),
  schedule: text,
  command: orNull(list(text)),
});

/** What is live of that which a manifest is about. */
export const observed: Shape = object({
  connections: list(connection),
  exports: list(dependent),
  enrichments: list(dependent),
  users: list(object({ ...seen, role: text, exports: list(text) })),
});
