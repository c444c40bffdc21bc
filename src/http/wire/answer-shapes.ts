import { setting } from '../../model/documents/connection-shapes.ts';
import { copyOf } from '../../model/documents/copy-shapes.ts';
import { documents } from '../../model/documents/documents.ts';
import {
  count,
  list,
  map,
  moment,
  object,
  oneOf,
  orNull,
  type Shape,
  text,
  yesNo,
} from '../../model/documents/shapes.ts';
import { roles } from '../../model/user.ts';
import { givenSecret } from './given-secret.ts';

export const runItem = object({
  id: text,
  name: text,
  displayName: text,
  type: text,
  status: oneOf('active', 'inactive'),
  connection: orNull(text),
  schedule: text,
  due: orNull(moment),
  runningSince: orNull(moment),
  lastRun: orNull(object({ at: moment, result: text })),
  command: orNull(list(text)),
  lacks: list(text),
});
/** Who asks, and with which API token. */
export const who = object(
  { user: text, role: oneOf(...roles), onBehalf: orNull(text) },
  { token: object({ id: text, expiresAt: moment }) },
);
export const entries = documents.AuditList as Shape;
export const declaration = object({ id: text, label: text, purpose: text, fields: { type: 'object' } });
export const storeFinding = object({
  check: text,
  ok: yesNo,
  severity: oneOf('ok', 'note', 'damage'),
  names: list(text),
  count,
});

export const environment = object({
  id: text,
  displayName: text,
  production: yesNo,
  tenant: orNull(text),
  secretStorage: orNull(text),
  keyVersion: orNull(count),
  createdAt: moment,
  createdBy: text,
  revision: count,
  counts: object({ connections: count, exports: count, enrichments: count, users: count }),
  auditHead: text,
  copyOf,
});

export const keyVault = object({
  name: text,
  url: text,
  credential: text,
  consent: object({ version: text, by: text, at: moment }),
  linkedAt: moment,
  linkedBy: text,
});

/** What became of a list of changes. */
export const applied: Shape = object({
  result: oneOf('created', 'updated', 'unchanged', 'removed'),
  dryRun: yesNo,
  changes: list(
    object({
      change: text,
      kind: text,
      id: text,
      name: text,
      result: oneOf('created', 'updated', 'unchanged', 'removed'),
      revision: orNull(count),
      fields: list(text),
    }),
  ),
  warnings: list(object({ code: text, message: text })),
  environmentRevision: count,
});

/** What a release hands out. */
export const release: Shape = object({
  connection: object({
    id: text,
    name: text,
    type: text,
    revision: count,
    settings: map(setting),
    tenant: orNull(text),
  }),
  secrets: map(givenSecret),
  dependent: orNull(object({ run: text, id: text, name: text, schedule: text, settings: map(setting) })),
});
