import { expect, test } from '@jest/globals';
import { createVaultKeys } from '../../../src/adapters/key-vault/vault-keys.ts';
import { isProblem } from '../../../src/kernel/problem.ts';
import { type CredentialKind, type VaultKeyAddress, vaultKeyAddress } from '../../../src/model/key-vault.ts';
import { failed, newKey } from '../../support/vault-server.ts';
import { appVariables, vaultStage, vaultUrl } from '../../support/vault-stage.ts';

const stage = vaultStage();
const [one, two] = ['1'.repeat(32), '2'.repeat(32)];
const [first, second] = [newKey(one), newKey(two)];
const address = `${vaultUrl}/keys/cinch`;
const bytes = Buffer.alloc(32, 7);

function keys(urls: readonly string[] = [address], more: { credential?: CredentialKind; deadlineMs?: number } = {}) {
  const named = urls.map(vaultKeyAddress) as [VaultKeyAddress, ...VaultKeyAddress[]];
  return createVaultKeys(named, more.credential ?? 'environment', {
    env: appVariables,
    tellCode: () => undefined,
    pause: async (ms) => void stage.pauses.push(ms),
    deadlineMs: more.deadlineMs ?? 10_000,
    attended: false,
  });
}
const asked = () =>
  stage.server.came
    .filter(({ host }) => host.endsWith('.azure.net'))
    .map(({ method, path }) => `${method} ${path.replace(/\?.*/, '')}`);
async function refusal(work: Promise<unknown>) {
  const fault = await work.then(
    () => 'not refused',
    (error: unknown) => error,
  );
  if (!isProblem(fault)) throw fault;
  return fault;
}

test('wraps with the newest version, and opens what an older one wrapped', async () => {
  const held = { ...first };
  stage.server.keys.set('cinch', [held]);
  const it = keys();
  const old = await it.current();
  const wrapped = await it.wrap(old, bytes);
  stage.server.keys.set('cinch', [held, second]);

  expect([old, await it.current()]).toEqual([`${address}/${one}`, `${address}/${two}`]);
  expect(wrapped).toHaveLength(256);
  expect(await it.unwrap(old, wrapped)).toEqual(bytes);
  expect((await refusal(it.unwrap(await it.current(), wrapped))).code).toBe('keyvault.key_unfit');
  expect(
    stage.server.hosts.every((host) => /^(?:contoso\.vault\.azure\.net|login\.microsoftonline\.com)$/.test(host)),
  ).toBe(true);
});

test('a version that is named wraps without the vault being asked for the key', async () => {
  stage.server.keys.set('cinch', [first, second]);
  const it = keys([`${address}/${one}`]);

  expect(await it.current()).toBe(`${address}/${one}`);
  expect(await it.unwrap(await it.current(), await it.wrap(await it.current(), bytes))).toEqual(bytes);
  expect(new Set(asked())).toEqual(new Set([`POST /keys/cinch/${one}/wrapkey`, `POST /keys/cinch/${one}/unwrapkey`]));
});

test('nothing is asked of a key that was not named', async () => {
  const it = keys([address, `https://other.vault.azure.net/keys/old`]);
  const foreign = [
    `https://evil.vault.azure.net/keys/cinch/${one}`,
    `${vaultUrl}/keys/another/${one}`,
    `https://evil.example/keys/cinch/${one}`,
    address,
    '',
  ];

  expect(foreign.map(it.knows)).toEqual(foreign.map(() => false));
  for (const id of foreign) expect((await refusal(it.unwrap(id, bytes))).code).toBe('keyvault.foreign');
  expect(it.knows(`https://other.vault.azure.net/keys/old/${two}`)).toBe(true);
  expect(stage.server.came).toEqual([]);
});

test.each([
  ['a key that is not there', () => stage.server.keys.clear(), 'keyvault.key_missing'],
  ['a key that is off', () => stage.server.keys.set('cinch', [{ ...first, enabled: false }]), 'keyvault.key_off'],
  ['a role that is missing', () => fault(() => failed(403, 'Forbidden', 'ForbiddenByRbac')), 'keyvault.key_forbidden'],
  ['a firewall', () => fault(() => failed(403, 'Forbidden', 'ForbiddenByFirewall')), 'keyvault.walled'],
  ['an answer of another kind', () => fault(() => ({ status: 200, body: '{}' })), 'keyvault.strange'],
  [
    'a redirect',
    () => fault(() => ({ status: 302, headers: { location: 'https://evil.example/' } })),
    'keyvault.strange',
  ],
])('%s is told as that', async (_, spoil, code) => {
  stage.server.keys.set('cinch', [first]);
  spoil();
  const it = keys([`${address}/${one}`]);
  const newest = keys();

  expect((await refusal(it.wrap(await it.current(), bytes))).code).toBe(code);
  expect((await refusal(newest.current())).code).toBe(code);
  expect(stage.server.hosts).not.toContain('evil.example');
});

test('a vault that is asked too much is asked again after as long as it says, and one that is silent is given up', async () => {
  stage.server.keys.set('cinch', [first]);
  let times = 0;
  fault(() => (times++ === 0 ? { ...failed(429, 'Throttled'), headers: { 'retry-after': '3' } } : undefined));
  const it = keys([`${address}/${one}`]);
  expect(await it.unwrap(await it.current(), await it.wrap(await it.current(), bytes))).toEqual(bytes);
  expect(stage.pauses).toEqual([3000]);

  stage.server.fault = () => 'silent';
  expect((await refusal(keys(undefined, { deadlineMs: 200 }).current())).code).toBe('keyvault.silent');
});

test('no other credential takes the place of the one that was named', async () => {
  expect((await refusal(keys([address], { credential: 'workload-identity' }).current())).code).toBe(
    'keyvault.no_credential',
  );
  expect(stage.server.came).toEqual([]);
});

test.each([
  'http://contoso.vault.azure.net/keys/cinch',
  'https://contoso.vault.azure.net.evil.example/keys/cinch',
  'https://contoso.vault.azure.net/secrets/cinch',
  'https://contoso.vault.azure.net/keys/cinch/latest',
  'https://contoso.vault.azure.net/keys/cinch?x=1',
  'https://contoso.vault.azure.net/keys/../cinch',
  'https://contoso.managedhsm.azure.net/keys/cinch',
  'https://user@contoso.vault.azure.net/keys/cinch',
])('%s is no address of a key', (text) => {
  expect(vaultKeyAddress(text)).toBeUndefined();
});

function fault(of: () => ReturnType<typeof stage.server.fault>) {
  stage.server.fault = ({ host, authorization }) =>
    host.endsWith('.azure.net') && authorization !== undefined ? of() : undefined;
}
