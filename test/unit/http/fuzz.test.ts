import { expect, test } from '@jest/globals';
import { sentChange } from '../../../src/http/wire/sent-change.ts';
import type { Change } from '../../../src/model/change.ts';
import { currentTerms } from '../../../src/model/terms.ts';
import { addDrop, addEnrichment, addExport, addPlain, addUser } from '../../contract/stage.ts';
import { origin as far, onePutOfEach } from '../../contract/sync-stage.ts';
import { manage, origin, serve } from '../../support/api.ts';
import { nasty } from '../../support/mutate.ts';
import { again, createRandom, type Random, seedOf, timesOf } from '../../support/random.ts';

type Json = null | boolean | number | string | Json[] | { [name: string]: Json };
interface Sample {
  readonly method: string;
  readonly path: string;
  readonly body: Json;
  readonly type?: string;
}

const changes = [
  addDrop('Drop', { share: ['user:ana'], name: 'drop', ifExists: 'update', tenant: 'contoso.example' }),
  addPlain('Plain', { name: 'plain', ifExists: 'skip' }),
  addExport('Nightly', 'drop', { settings: { profiles: 3 }, schedule: 'daily 02:00 UTC', ifExists: 'update' }),
  addEnrichment('Firms', 'plain', { ifExists: 'update' }),
  { ...addUser('ana', 'runner'), exports: ['nightly'], ifExists: 'update' },
  { change: 'connection.edit', connection: 'drop', set: { username: 'x' }, unset: ['exportFolder'], keepSecrets: true },
  { change: 'connection.rename', connection: 'drop', name: 'drop', displayName: 'Drop' },
  { change: 'connection.share', connection: 'drop', with: ['contributors'] },
  { change: 'connection.lock', connection: 'plain', reason: 'why' },
  { change: 'connection.unlock', connection: 'plain' },
  {
    change: 'connection.tested',
    connection: 'drop',
    result: 'ok',
    code: 'accepted',
    hostKey: { host: 'a:22', fingerprint: 'SHA256:x' },
  },
  { change: 'connection.sign-in', connection: 'drop', secrets: {}, expiresAt: '2027-01-01T00:00:00Z' },
  { change: 'export.edit', dependent: 'nightly', command: ['sync', '--all'], schedule: 'off', unset: ['profiles'] },
  { change: 'export.connect', dependent: 'nightly', connection: 'drop' },
  { change: 'export.ran', dependent: 'nightly', run: 'r-1', exit: 0 },
  { change: 'user.edit', user: 'ana', role: 'runner', displayName: 'Ana', exports: [] },
  { change: 'environment.edit', displayName: 'test', production: false, tenant: null, rotate: false },
  { change: 'keyvault.link', url: 'https://contoso.vault.azure.net', credential: 'azure-cli', terms: currentTerms() },
  {
    change: 'type.add',
    declaration: {
      id: 'acme',
      label: 'Acme',
      purpose: 'export',
      summary: 'Sends segments to Acme',
      fields: { host: { kind: 'text', label: 'Host', help: 'Where it is', format: 'hostname', target: true } },
    },
    ifExists: 'update',
  },
  ...onePutOfEach,
  { change: 'sync.remove', kind: 'export', id: 'id-nightly', ifRevision: 1, origin: far },
] as readonly Change[];

const bodies: readonly Sample[] = [
  ...changes.map((change) => ({
    path: `${manage}/changes`,
    body: { changes: [sentChange(change)], reason: 'why', dryRun: false } as Json,
  })),
  {
    path: `${manage}/changes`,
    body: { changes: changes.map(sentChange), dryRun: true, ifEnvironmentRevision: 1 } as Json,
  },
  {
    path: `${manage}/query`,
    body: { query: 'connection.list', input: { type: 'sftp', limit: 5, sort: 'name:desc', next: 'x', search: 'a' } },
  },
  {
    path: `${manage}/query`,
    body: { query: 'names', input: { kind: 'export', startsWith: 'n', limit: 3, connection: 'drop' } },
  },
  {
    path: `${manage}/query`,
    body: { query: 'audit.list', input: { since: '2026-01-01', search: '%', limit: 2, refused: true } },
  },
  { path: `${manage}/query`, body: { query: 'can', input: { action: 'export.run', ref: 'nightly' } } },
  { path: `${manage}/query`, body: { query: 'export.runs', input: { dependent: 'nightly', due: true } } },
  { path: `${manage}/query`, body: { query: 'connection.history', input: { connection: 'drop', limit: 1 } } },
  {
    path: `${manage}/manifest/observe`,
    body: {
      names: { connections: ['drop'], exports: [], enrichments: [], users: ['ana'] },
      displayNames: { connections: ['Drop'], exports: [], enrichments: [] },
      owned: 'm',
      all: false,
    },
  },
  {
    path: `${manage}/manifest/secrets`,
    body: { secrets: [{ connection: 'drop', field: 'password', given: { value: 'x' } }] },
  },
  { path: `${manage}/sync/records`, body: { kind: 'export', ids: ['id-nightly'], after: 'id', limit: 5 } },
  { path: `${manage}/sync/changes`, body: { since: { seq: 0, hash: '0'.repeat(43) }, after: 2, limit: 5 } },
  { path: `${manage}/releases`, body: { to: 'exec', connection: 'drop', reason: 'why' } },
  { path: `${manage}/releases`, body: { to: 'run', kind: 'export', dependent: 'nightly', due: true } },
  { path: '/v1/instances', body: { displayName: 'Two', production: false, tenant: null } },
].map((it) => ({ method: 'POST', ...it }));
const published: Sample = {
  method: 'PUT',
  path: '/v1/instances/one/rbac/principals/ana/assignment',
  body: { principalId: 'ana', principalType: 'user', roles: ['Viewer'], instanceId: 'one' },
  type: 'application/json-patch+json',
};
const samples = [...bodies, published];

const odd: readonly Json[] = [
  null,
  true,
  0,
  -1,
  1.5,
  1e308,
  -0,
  2 ** 53,
  [],
  {},
  [null],
  { value: 'x' },
  [[[[[]]]]],
  { a: { b: {} } },
];
const value = (random: Random): Json => (random.chance(0.6) ? random.pick(nasty) : structuredClone(random.pick(odd)));

/** The same with something else in one place. */
function mutated(json: Json, random: Random): Json {
  if (typeof json !== 'object' || json === null || random.chance(0.15)) return value(random);
  const copy = structuredClone(json);
  if (Array.isArray(copy)) {
    const at = random.below(copy.length + 1);
    if (at === copy.length) copy.push(value(random));
    else copy[at] = mutated(copy[at] as Json, random);
    return copy;
  }
  const names = Object.keys(copy);
  const name = random.chance(0.1) || names.length === 0 ? random.pick(nasty) : random.pick(names);
  if (random.chance(0.1)) delete copy[name];
  else copy[name] = Object.hasOwn(copy, name) ? mutated(copy[name] as Json, random) : value(random);
  return copy;
}

/** The same text with a few of its characters changed, doubled or gone. */
function garbled(text: string, random: Random): string {
  const at = random.below(text.length);
  const more = random.pick(['', '"', '{', '}', ',', '\\', '\u0000', '\ud800', '[', '0', text.slice(at, at + 20)]);
  return `${text.slice(0, at)}${more}${text.slice(at + random.below(3))}`;
}

test('ten thousand bodies that are wrong somewhere are never a fault of the server, and never told in its own words', async () => {
  const seed = seedOf(20_261_122);
  const random = createRandom(seed);
  const { api, world, faults } = await serve();
  const statuses = new Map<number, number>();
  for (let turn = 0; turn < timesOf(10_000); turn += 1) {
    const { method, path, body, type = 'application/json' } = random.pick(samples);
    let json = mutated(body, random);
    while (random.chance(0.3)) json = mutated(json, random);
    const text = random.chance(0.15) ? garbled(JSON.stringify(json), random) : JSON.stringify(json);
    const headers = { authorization: 'Bearer admin', 'content-type': type };
    const response = await api(new Request(`${origin}${path}`, { method, headers, body: text }));
    const answer = await response.text();
    statuses.set(response.status, (statuses.get(response.status) ?? 0) + 1);
    if (response.status >= 500 || /\bat \S+ \(|\.ts:\d|node:internal/.test(answer))
      throw new Error(
        `${response.status} to ${method} ${path} ${text.slice(0, 2000)}: ${answer.slice(0, 500)} ${faults.map((it) => (it as Error).stack)} ${again(seed)}`,
      );
  }
  expect(faults).toEqual([]);
  // Some were right by chance, and most were not.
  expect(statuses.get(200) ?? 0).toBeGreaterThan(100);
  expect(statuses.get(400) ?? 0).toBeGreaterThan(1000);
  const { findings } = await world.as().query('store.check', {});
  expect(findings.filter(({ severity }) => severity === 'damage')).toEqual([]);
}, 300_000);
