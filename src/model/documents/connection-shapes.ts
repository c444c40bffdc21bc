import { testResults } from '../probe.ts';
import { count, list, map, moment, object, oneOf, orNull, type Shape, text, yesNo } from './shapes.ts';

export const setting: Shape = { type: ['string', 'number', 'boolean', 'array'] };
const purpose = oneOf('export', 'enrichment', 'miscellaneous');
const sharedWith: Shape = { anyOf: [oneOf('administrators', 'contributors'), list(text)] };

/** What a contributor sees (R12). */
export const connectionName = { name: text, displayName: text, type: text };

const seenInside = {
  id: text,
  purpose,
  status: oneOf('ready', 'awaiting sign-in'),
  signInExpiresAt: orNull(moment),
  sharedWith,
  createdAt: moment,
  createdBy: text,
  updatedAt: moment,
  revision: count,
  locked: yesNo,
  dependents: object({ exports: count, enrichments: count }),
  tested: orNull(object({ at: moment, result: oneOf(...testResults) })),
};
/** One row of the list of connections; contributors get the first three members alone (R12). */
export const connectionItem = object(connectionName, seenInside);

const secret: Shape = {
  anyOf: [
    object({ source: { const: 'stored' }, changedAt: moment }),
    object({ source: { const: 'keyvault' }, secret: text, version: orNull(text) }),
    object({ source: { const: 'missing' } }),
  ],
};
export const connection = object(connectionName, {
  ...seenInside,
  updatedBy: text,
  settings: map(setting),
  secrets: map(secret),
  consent: orNull(object({ version: text, by: text, at: moment })),
  lock: orNull(object({ reason: text, by: text, at: moment })),
  tenant: orNull(text),
  tested: orNull(object({ at: moment, by: text, result: oneOf(...testResults), code: text, revision: count })),
  hostKey: orNull(object({ host: text, fingerprint: text })),
  signIn: orNull(object({ at: moment, by: text, expiresAt: orNull(moment) })),
});

export const dependent = {
  name: text,
  displayName: text,
  type: text,
  status: oneOf('active', 'inactive'),
  connection: orNull(text),
  connectionDisplayName: orNull(text),
  schedule: text,
  lastRun: orNull(object({ at: moment, result: text })),
  permission: oneOf('edit', 'view'),
  createdAt: moment,
  createdBy: text,
  updatedAt: moment,
  revision: count,
};
export const dependentDetail = { ...dependent, id: text, updatedBy: text, settings: map(setting), lacks: list(text) };

/** For those who see inside. */
export const dependentInside = {
  command: orNull(list(text)),
  runs: list(
    object({
      id: text,
      startedAt: moment,
      endedAt: orNull(moment),
      exit: orNull(count),
      by: text,
      due: orNull(moment),
    }),
  ),
};

const field = object(
  {
    key: text,
    label: text,
    kind: oneOf('text', 'list', 'number', 'switch', 'choice', 'secret'),
    secret: yesNo,
    required: yesNo,
    default: orNull(setting),
    choices: orNull(list(text)),
    when: orNull(object({ field: text, is: {} })),
  },
  { help: text, example: orNull(text) },
);
export const typeItem = {
  id: text,
  name: text,
  summary: text,
  article: text,
  purpose,
  category: text,
  status: oneOf('current', 'retired'),
  addable: yesNo,
  usesType: orNull(text),
  keyVault: yesNo,
  shareable: yesNo,
};
const signsInAt = object(
  { authorization: text, token: text, scopes: list(text), pkce: yesNo, redirect: text, leaves: text },
  { device: text, issuer: text, lasts: object({ days: count, from: oneOf('sign-in', 'use') }) },
);
export const connectionType = object(
  {
    ...typeItem,
    fields: list(field),
    usage: list(field),
    consent: oneOf('sends', 'imports', 'none'),
    limits: list(object({ counts: text, source: text })),
    secretFields: list(text),
  },
  { signsInAt: { anyOf: [signsInAt, { const: 'manual' }, { type: 'null' }] } },
);
