import type { ChangeName } from '../../model/change.ts';
import { list, moment, oneOf, orNull, type Shape, text, yesNo } from '../../model/documents/shapes.ts';
import { credentialKinds } from '../../model/key-vault.ts';
import { principalKinds } from '../../model/principal.ts';
import { testResults } from '../../model/probe.ts';
import { roles } from '../../model/user.ts';
import { type ChangeShape, closed, type Members } from './closed.ts';
import { givenSecrets, givenValue } from './given-secret.ts';
import { put, remove } from './sync-shapes.ts';

/** What is only ever done to an environment of this machine. */
export type WireChangeName = Exclude<ChangeName, 'sync.keep'>;

const whole: Shape = { type: 'integer' };
const settings: Shape = { type: 'object' };
const ifExists = oneOf('fail', 'skip', 'update');
const connection = { connection: text };
const dependent = { dependent: text };
const only = { required: connection };
const words = { required: { ...connection, with: list(text) } };
const dependentOnly = { required: dependent };

const dependentAdd: ChangeShape = {
  required: { displayName: text },
  optional: { type: text, name: text, connection: text, settings, schedule: text, ifExists },
};
const dependentEdit: ChangeShape = {
  required: dependent,
  optional: { displayName: text, name: text, set: settings, unset: list(text), schedule: text, command: list(text) },
};
const dependentConnect: ChangeShape = { required: { ...dependent, connection: text } };
const dependentRan: ChangeShape = { required: { ...dependent, run: text }, optional: { exit: whole } };

/**
 * Every change as a body gives it, besides `change` itself and what all of them may carry. Where an environment keeps its
 * keys is no matter of a server's clients, so `environment.edit` has less here than on the machine itself.
 */
export const changeShapes: { readonly [C in WireChangeName]: ChangeShape } = {
  'connection.add': {
    required: { type: text, displayName: text },
    optional: {
      name: text,
      settings,
      secrets: givenSecrets,
      share: list(text),
      terms: text,
      tenant: text,
      ifExists,
    },
  },
  'connection.edit': {
    required: connection,
    optional: {
      set: settings,
      unset: list(text),
      secrets: givenSecrets,
      keepSecrets: yesNo,
      share: list(text),
      terms: text,
      tenant: text,
    },
  },
  'connection.rename': { required: connection, optional: { displayName: text, name: text } },
  'connection.share': words,
  'connection.unshare': words,
  'connection.lock': { required: { ...connection, reason: text } },
  'connection.unlock': only,
  'connection.tested': {
    required: { ...connection, result: oneOf(...testResults), code: text },
    optional: { revision: whole, hostKey: closed({ host: text, fingerprint: text }) },
  },
  'connection.sign-in': {
    required: { ...connection, secrets: givenSecrets },
    optional: { set: settings, expiresAt: moment },
  },
  'connection.refresh': {
    required: { ...connection, secrets: closed({ refreshToken: givenValue }), used: givenValue },
    optional: { expiresAt: moment },
  },
  'connection.remove': only,
  'export.add': dependentAdd,
  'export.edit': dependentEdit,
  'export.connect': dependentConnect,
  'export.disconnect': dependentOnly,
  'export.remove': dependentOnly,
  'export.ran': dependentRan,
  'enrichment.add': dependentAdd,
  'enrichment.edit': dependentEdit,
  'enrichment.connect': dependentConnect,
  'enrichment.activate': dependentOnly,
  'enrichment.deactivate': dependentOnly,
  'enrichment.remove': dependentOnly,
  'enrichment.ran': dependentRan,
  'user.add': {
    required: { name: text, role: oneOf(...roles) },
    optional: {
      displayName: text,
      exports: list(text),
      principal: closed({ kind: oneOf(...principalKinds), subject: text }, { issuer: text }),
      ifExists,
    },
  },
  'user.edit': {
    required: { user: text },
    optional: { displayName: text, role: oneOf(...roles), exports: list(text) },
  },
  'user.remove': { required: { user: text } },
  // The token itself is made where it is used: a sum tells nothing of it.
  'token.create': {
    required: { id: text, secretSum: text, displayName: text, role: oneOf(...roles) },
    optional: { exports: list(text), expiresAt: moment, user: text },
  },
  'token.revoke': { required: { token: text } },
  'type.add': { required: { declaration: {} }, optional: { keepSecrets: yesNo, ifExists } },
  'type.remove': { required: { type: text } },
  'environment.edit': {
    required: {},
    optional: { displayName: text, production: yesNo, tenant: orNull(text), rotate: yesNo },
  },
  'keyvault.link': {
    required: { url: text, credential: { ...text, examples: credentialKinds } },
    optional: { terms: text },
  },
  'keyvault.unlink': { required: {} },
  'sync.put': put,
  'sync.remove': remove,
};

/** What every change may carry. */
export const ofAll: Members = { ifRevision: whole, manifest: text, takeOver: { const: true } };

/** One change of a list, by its name: nothing besides what is named here. */
export function wholeShape(name: WireChangeName): Shape {
  const { required, optional, kinds } = changeShapes[name];
  const tag = { change: { const: name } };
  if (kinds === undefined) return closed({ ...tag, ...required }, { ...optional, ...ofAll });
  return {
    type: 'object',
    required: ['change', 'kind'],
    properties: tag,
    discriminator: { propertyName: 'kind' },
    oneOf: Object.entries(kinds).map(([kind, own]) =>
      closed(
        { ...tag, kind: { const: kind }, ...required, ...own.required },
        { ...optional, ...own.optional, ...ofAll },
      ),
    ),
  };
}

/** One change of a list. */
export const change: Shape = {
  type: 'object',
  required: ['change'],
  discriminator: { propertyName: 'change' },
  oneOf: (Object.keys(changeShapes) as WireChangeName[]).map(wholeShape),
};

/** `POST …/changes`: the list, and all that belongs to it as a whole. */
export const changeList: Shape = closed(
  { changes: list(change) },
  { dryRun: yesNo, reason: text, ifEnvironmentRevision: whole },
);

/** `POST …/manifest/secrets`. */
export const comparedSecrets: Shape = list(closed({ connection: text, field: text, given: givenValue }));

/** What can be asked about: everything that is changed or handed out. */
export const actions = oneOf(
  ...Object.keys(changeShapes),
  'sync.keep',
  'connection.test',
  'connection.exec',
  'connection.authorize',
  'export.run',
  'enrichment.run',
);
