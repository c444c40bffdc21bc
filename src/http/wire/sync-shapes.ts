import { setting } from '../../model/documents/connection-shapes.ts';
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
import { principalKinds } from '../../model/principal.ts';
import { type SyncKind, syncKinds } from '../../model/sync.ts';
import { roles } from '../../model/user.ts';
import { type ChangeShape, closed, type Members } from './closed.ts';
import { givenValue } from './given-secret.ts';

type Made = (members: Members) => Shape;

/** What each kind is made of: open as an answer has it, closed as a request gives it. */
function contents(made: Made, settings: Shape): { readonly [K in SyncKind]: Shape } {
  const whatAndWhen = { by: text, at: moment };
  const consent = made({ version: text, ...whatAndWhen });
  const named = { name: text, displayName: text };
  const manifest = orNull(made({ id: text, current: yesNo }));
  const principal = made({ kind: oneOf(...principalKinds), issuer: text, subject: text });
  const secret: Shape = {
    anyOf: [
      made({ source: { const: 'keyvault' }, secret: text, version: orNull(text) }),
      made({ source: { const: 'stored' }, changedAt: moment }),
      made({ source: { const: 'missing' } }),
    ],
  };
  const keyVault = { name: text, url: text, credential: text, consent, linkedAt: moment, linkedBy: text };
  const dependent = made({
    ...named,
    type: text,
    status: oneOf('active', 'inactive'),
    connection: orNull(text),
    lastConnection: orNull(text),
    settings,
    schedule: text,
    scheduledAt: orNull(moment),
    command: orNull(list(text)),
    manifest,
  });
  return {
    environment: made({ tenant: orNull(text), keyVault: orNull(made(keyVault)) }),
    type: made({ ...named, declaration: { type: 'object' } }),
    user: made({
      ...named,
      role: oneOf(...roles),
      exports: orNull(list(text)),
      principal: orNull(principal),
      manifest,
    }),
    connection: made({
      ...named,
      type: text,
      purpose: oneOf('export', 'enrichment', 'miscellaneous'),
      settings,
      secrets: map(secret),
      sharedWith: { anyOf: [oneOf('administrators', 'contributors'), list(text)] },
      consent: orNull(consent),
      lock: orNull(made({ reason: text, ...whatAndWhen })),
      tenant: orNull(text),
      hostKey: orNull(made({ host: text, fingerprint: text })),
      signIn: orNull(made({ ...whatAndWhen, expiresAt: orNull(moment) })),
      manifest,
    }),
    export: dependent,
    enrichment: dependent,
  };
}

const byAt = { by: text, at: moment };
const shown = contents(object, map(setting));
const record: Shape = {
  anyOf: syncKinds.map((kind) =>
    object({
      kind: { const: kind },
      id: text,
      revision: count,
      content: shown[kind],
      made: object(byAt),
      changed: object(byAt),
    }),
  ),
};
const mark = { seq: count, hash: text };

/** How far back, for a question. */
export const since: Shape = closed(mark);

/** Records, and the mark at which they were so. */
export const records: Shape = object({ items: list(record), next: orNull(text), mark: object(mark) });

/** What changed, a stretch of the trail at a time. */
export const changes: Shape = object({
  known: yesNo,
  items: list(
    object({
      kind: oneOf(...syncKinds),
      id: text,
      name: text,
      record: orNull(record),
      sync: orNull(object({ environment: text, displayName: text, ...byAt })),
      ...byAt,
    }),
  ),
  next: orNull(count),
  mark: object(mark),
});

const given = contents(closed, { type: 'object' });
const origin = closed({ environment: text, displayName: text, ...byAt });

/** One form a kind, because the kind says what the content is. */
export const put: ChangeShape = {
  required: { id: text, made: closed(byAt), changed: closed(byAt), origin },
  kinds: Object.fromEntries(
    syncKinds.map((kind) => [
      kind,
      {
        required: { content: given[kind] },
        optional: {
          ...(kind === 'connection' ? { secrets: map(givenValue) } : {}),
          ...(kind === 'connection' || kind === 'type' ? { keepSecrets: { const: true } } : {}),
        },
      },
    ]),
  ),
};

export const remove: ChangeShape = {
  required: { kind: oneOf(...syncKinds.filter((kind) => kind !== 'environment')), id: text, origin },
};
