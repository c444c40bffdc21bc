import { declared } from '../../src/fields/declared.ts';
import { secretValue } from '../../src/kernel/secret-value.ts';
import type { ChangeOf } from '../../src/model/change.ts';
import type { Environment } from '../../src/model/environment.ts';
import { type CopyOf, type SyncContents, type SyncKind, type SyncRecord, syncKinds } from '../../src/model/sync.ts';
import { currentTerms } from '../../src/model/terms.ts';

/** Where the changes of these tests say they come from. */
export const origin = {
  environment: 'env-far',
  displayName: 'Contoso far',
  by: 'ana',
  at: '2026-01-02T03:04:05.000Z',
} as const;

export const acme = {
  id: 'acme',
  label: 'Acme',
  purpose: 'export',
  summary: 'Sends segments to Acme',
  fields: {
    host: { kind: 'text', label: 'Host', help: 'Where it is', format: 'hostname', target: true },
    region: { kind: 'text', label: 'Region', help: 'Which one', optional: true },
  },
  signIn: { authorization: 'https://acme.example/authorize', token: 'https://acme.example/token' },
} as const;

/** What a furnished world lacks so that every kind and every secret is there. */
export const more = [
  { change: 'keyvault.link', url: 'https://contoso.vault.azure.net', credential: 'azure-cli', terms: currentTerms() },
  { change: 'type.add', declaration: acme },
  { change: 'connection.edit', connection: 'shared', secrets: { password: { keyVault: 'retail-sftp' } } },
  {
    change: 'connection.add',
    type: 'mailchimp',
    displayName: 'News',
    settings: { clientId: 'app-1' },
    secrets: { clientSecret: secretValue('client secret'), refreshToken: secretValue('refresh token') },
    terms: currentTerms(),
  },
  { change: 'connection.lock', connection: 'named', reason: 'feeds the partner' },
  { change: 'export.edit', dependent: 'nightly', schedule: 'off', command: ['send', '--all'] },
  { change: 'user.edit', user: 'run', exports: ['nightly'] },
] as const;

/** Every record of a kind, page by page. */
export async function recordsOf<K extends SyncKind>(
  door: Environment,
  kind: K,
  limit?: number,
): Promise<readonly SyncRecord<K>[]> {
  const found: SyncRecord[] = [];
  let after: string | undefined;
  for (;;) {
    const about = { ...(after === undefined ? {} : { after }), ...(limit === undefined ? {} : { limit }) };
    const { items, next } = await door.query('sync.records', { kind, ...about });
    found.push(...items);
    if (next === null) return found as unknown as readonly SyncRecord<K>[];
    after = next;
  }
}

/** The one of a kind that goes by this name. */
export async function recordOf<K extends Exclude<SyncKind, 'environment'>>(
  door: Environment,
  kind: K,
  name: string,
): Promise<SyncRecord<K>> {
  const found = (await recordsOf(door, kind)).find(({ content }) => (content as { name: string }).name === name);
  if (found === undefined) throw new Error(`there is no ${kind} ${name}`);
  return found;
}

type Put<K extends SyncKind> = Extract<ChangeOf<'sync.put'>, { kind: K }>;

/** The change that makes a record elsewhere what it is here. */
export function putOf<K extends SyncKind>(
  { kind, id, content, made, changed }: SyncRecord<K>,
  ifRevision: number,
  with_: { readonly content?: Partial<SyncContents[K]> } & Partial<Omit<Put<'connection'>, 'content' | 'kind'>> = {},
): ChangeOf<'sync.put'> {
  const put = { change: 'sync.put', kind, id, made, changed, origin, ifRevision, ...with_ };
  return { ...put, content: { ...content, ...with_.content } } as unknown as ChangeOf<'sync.put'>;
}

/** Brings everything of one environment into another that has nothing but its administrator, who is the same in both. */
export async function copyAll(from: Environment, to: Environment) {
  const puts: ChangeOf<'sync.put'>[] = [];
  for (const kind of syncKinds) {
    const there = new Map((await recordsOf(to, kind)).map(({ id, revision }) => [id, revision]));
    for (const record of await recordsOf(from, kind)) puts.push(putOf(record as SyncRecord, there.get(record.id) ?? 0));
  }
  return to.apply(puts);
}

/** What a copy would remember. */
export const copyOf = (about: Partial<CopyOf> = {}): CopyOf => ({
  environment: 'env-far',
  name: 'far',
  mirror: false,
  here: { seq: 1, hash: 'h'.repeat(43) },
  there: { seq: 7, hash: 't'.repeat(43) },
  stays: ['id-000002'],
  syncedAt: '2026-01-03T00:00:00.000Z',
  ...about,
});

const moment = origin.at;
const byAt = { by: 'ana', at: moment };
const dependent = {
  type: 'sftp',
  status: 'active',
  connection: 'id-drop',
  lastConnection: null,
  settings: {},
  schedule: 'daily 02:00 UTC',
  scheduledAt: moment,
  command: ['send'],
  manifest: null,
} as const;
const consent = { version: currentTerms(), ...byAt };

/** One of each kind, with something in every member. */
export const onePutOfEach: readonly ChangeOf<'sync.put'>[] = (
  [
    {
      kind: 'environment',
      id: 'environment',
      content: {
        tenant: 'contoso.onmicrosoft.com',
        keyVault: {
          name: 'contoso',
          url: 'https://contoso.vault.azure.net',
          credential: 'azure-cli',
          consent,
          linkedAt: moment,
          linkedBy: 'ana',
        },
      },
    },
    { kind: 'type', id: 'id-acme', content: { name: 'acme', displayName: 'Acme', declaration: declared(acme) } },
    {
      kind: 'user',
      id: 'id-run',
      content: {
        name: 'far-runner',
        displayName: 'Far',
        role: 'runner',
        exports: ['id-nightly'],
        principal: { kind: 'user', issuer: 'https://issuer.example', subject: 'far' },
        manifest: { id: 'team', current: true },
      },
    },
    {
      kind: 'connection',
      id: 'id-drop',
      secrets: { password: secretValue('brought along') },
      keepSecrets: true,
      content: {
        name: 'far-drop',
        displayName: 'Far drop',
        type: 'sftp',
        purpose: 'export',
        settings: { authenticationMethod: 'usernamePassword', hostname: 'sftp.far.example', username: 'svc' },
        secrets: { password: { source: 'stored', changedAt: moment } },
        sharedWith: ['id-run'],
        consent,
        lock: { reason: 'why', ...byAt },
        tenant: null,
        hostKey: { host: 'a:22', fingerprint: 'SHA256:x' },
        signIn: { ...byAt, expiresAt: null },
        manifest: null,
      },
    },
    { kind: 'export', id: 'id-nightly', content: { name: 'far-nightly', displayName: 'Far nightly', ...dependent } },
    {
      kind: 'enrichment',
      id: 'id-firms',
      content: {
        name: 'far-firms',
        displayName: 'Far firms',
        ...dependent,
        type: 'leadspace',
        status: 'inactive',
        connection: null,
        lastConnection: 'id-drop',
      },
    },
  ] as const
).map((it) => ({ change: 'sync.put', made: byAt, changed: byAt, origin, ...it }) as ChangeOf<'sync.put'>);
