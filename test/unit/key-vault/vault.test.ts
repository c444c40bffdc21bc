import { describe, expect, test } from '@jest/globals';
import { createSecretClient } from '../../../src/adapters/key-vault/secret-client.ts';
import { isProblem, problemDocument } from '../../../src/kernel/problem.ts';
import { refused } from '../../contract/stage.ts';
import { createCanary } from '../../support/canary.ts';
import { type Came, challenge, type Fault, failed, version } from '../../support/vault-server.ts';
import { appVariables, vaultStage, vaultUrl } from '../../support/vault-stage.ts';

const stage = vaultStage();
const canary = createCanary('the secret', (core) => `c"${core}`);
const atVault = ({ host }: Came) => host.startsWith('contoso.');
const atLogin = ({ host }: Came) => host.startsWith('login.');
/** Something that goes wrong at the vault once it was told who asks. */
const signedIn = (fault: Fault) => (came: Came) =>
  atVault(came) && came.authorization !== undefined ? fault : undefined;
const seconds = (text: string) => Date.parse(text) / 1000;

describe('a key vault', () => {
  test('is listed and read by the real client, under its real name, after its challenge was verified', async () => {
    stage.server.secrets.set('retail-sftp', { value: canary.text, exp: seconds('2027-01-01T00:00:00Z') });
    const vault = stage.vault();

    expect(await vault.list()).toEqual([
      { name: 'retail-sftp', version: null, enabled: true, startsAt: null, expiresAt: '2027-01-01T00:00:00.000Z' },
    ]);
    expect(await vault.look('retail-sftp')).toMatchObject({ name: 'retail-sftp', version });
    expect((await vault.read('retail-sftp', version)).reveal()).toBe(canary.text);
    expect(new Set(stage.server.hosts)).toEqual(new Set(['contoso.vault.azure.net', 'login.microsoftonline.com']));
  });

  test('shows every secret, over many pages and empty ones between them', async () => {
    for (let n = 100; n < 160; n += 1) stage.server.secrets.set(`secret-${n}`, { value: 'x' });
    stage.server.page = { size: 7, empty: 2 };

    expect(await stage.vault().list()).toHaveLength(60);
  });

  test('shows disabled ones in its list, and when each expires', async () => {
    stage.server.secrets.set('off', { value: 'x', enabled: false });
    stage.server.secrets.set('old', { value: 'x', exp: seconds('2026-01-01T00:00:00Z') });

    expect((await stage.vault().list()).map(({ name, enabled, expiresAt }) => [name, enabled, expiresAt])).toEqual([
      ['off', false, null],
      ['old', true, '2026-01-01T00:00:00.000Z'],
    ]);
  });

  test('R30 is only ever read: what would write never leaves, however many ask at once and whatever went wrong before', async () => {
    const token = { token: 'token-of-the-tests', expiresOnTimestamp: 9_999_999_999_999 };
    const client = createSecretClient(
      { url: vaultUrl, vault: 'contoso', deadlineMs: 5_000 },
      { getToken: async () => token },
      () => undefined,
    );
    const writes = [1, 2, 3, 4, 5, 6, 7, 8].map((n) => client.setSecret(`name-${n}`, canary.text));

    const ended = await Promise.allSettled([...writes, client.beginDeleteSecret('name-1')]);

    expect(ended.map(({ status }) => status)).toEqual(Array(9).fill('rejected'));
    expect(stage.server.came).toEqual([]);
  });

  test('in a national cloud is signed in to at the authority of that cloud', async () => {
    stage.server.secrets.set('one', { value: 'x' });

    await stage.vault({ url: 'https://contoso.vault.azure.cn' }).look('one');
    await stage.vault({ url: 'https://contoso.vault.usgovcloudapi.net' }).look('one');

    expect(stage.server.came.filter(atLogin).map(({ host }) => host)).toEqual([
      'login.partner.microsoftonline.cn',
      'login.microsoftonline.us',
    ]);
  });

  test('cannot name another place to sign in at: a variable or its answer changes nothing', async () => {
    stage.server.secrets.set('one', { value: 'x' });
    stage.server.fault = (came) =>
      atVault(came) && came.authorization === undefined
        ? {
            ...challenge(came.host),
            headers: {
              'www-authenticate': `Bearer authorization="https://evil.example/${appVariables.AZURE_TENANT_ID}", resource="https://vault.azure.net"`,
            },
          }
        : undefined;

    await stage.vault({}, { env: { ...appVariables, AZURE_AUTHORITY_HOST: 'https://evil.example' } }).look('one');

    expect(stage.server.hosts).not.toContain('evil.example');
  });
});

describe('a secret', () => {
  test('that is not there is told apart from one that may not be read', async () => {
    const gone = await refused(stage.vault().look('gone'), 'keyvault.secret_missing');
    stage.server.fault = signedIn(failed(403, 'Forbidden', 'ForbiddenByRbac'));
    const forbidden = await refused(stage.vault().look('gone'), 'keyvault.forbidden');

    expect([gone.exit, forbidden.exit]).toEqual([11, 11]);
  });

  test('that is disabled is named as that', async () => {
    stage.server.secrets.set('off', { value: 'x', enabled: false });

    await refused(stage.vault().look('off'), 'keyvault.secret_off');
    await refused(stage.vault().read('off'), 'keyvault.secret_off');
  });

  test('that expired, or does not hold yet, is not handed out, although the service would', async () => {
    stage.server.secrets.set('old', { value: canary.text, exp: seconds('2026-05-31T23:59:59Z') });
    stage.server.secrets.set('new', { value: canary.text, nbf: seconds('2026-06-01T00:00:01Z') });
    const vault = stage.vault();

    expect((await vault.look('old')).expiresAt).toBe('2026-05-31T23:59:59.000Z');
    await refused(vault.read('old'), 'keyvault.secret_expired');
    await refused(vault.read('new'), 'keyvault.secret_early');
  });

  test('that is empty is not handed out', async () => {
    stage.server.secrets.set('empty', { value: '' });

    await refused(stage.vault().read('empty'), 'keyvault.secret_unfit');
  });

  test.each(['', '../keys', 'a_b', 'a/b', 'a?b', 'x'.repeat(128), 'ünder', 'a\nb', '-/'])(
    'is asked for by a name that there can be, unlike %j, or nothing is asked at all',
    async (name) => {
      await refused(stage.vault().look(name), 'keyvault.secret_name');

      expect(stage.server.came).toEqual([]);
    },
  );

  test('that was not asked for is no answer', async () => {
    const other = { value: canary.text, id: `${vaultUrl}/secrets/other/${version}`, attributes: { enabled: true } };
    stage.server.fault = signedIn({ status: 200, body: JSON.stringify(other) });

    await refused(stage.vault().read('one'), 'keyvault.strange');
  });

  test('taken away between listing and reading is missing, and nothing else', async () => {
    stage.server.secrets.set('one', { value: 'x' });
    const vault = stage.vault();
    const [found] = await vault.list();
    stage.server.secrets.delete('one');

    await refused(vault.read(found?.name ?? ''), 'keyvault.secret_missing');
  });
});

const foreign = { value: [], nextLink: 'https://evil.example/secrets?api-version=2025-07-01' };
const bundle = JSON.stringify({ value: canary.text, id: `${vaultUrl}/secrets/one/${version}` });

/** Each fault at the vault: what it ends in, and how many requests with a token it takes. */
const faults: readonly (readonly [says: string, fault: Fault, code: string, exit: number, tries: number])[] = [
  ['a list that goes on at another host', { status: 200, body: JSON.stringify(foreign) }, 'keyvault.foreign', 12, 1],
  ['an answer that leads elsewhere', moved(302), 'keyvault.strange', 12, 1],
  ['an answer that leads elsewhere for good', moved(308), 'keyvault.strange', 12, 1],
  [
    'a page of HTML',
    { status: 200, headers: { 'content-type': 'text/html' }, body: `<p>${canary.text}` },
    'keyvault.strange',
    12,
    1,
  ],
  ['JSON that ends in the middle', { status: 200, body: bundle.slice(0, -6) }, 'keyvault.strange', 12, 1],
  [
    'a list where there is none',
    { status: 200, body: JSON.stringify({ value: canary.text }) },
    'keyvault.strange',
    12,
    1,
  ],
  ['nothing at all', { status: 200 }, 'keyvault.strange', 12, 1],
  ['a number', { status: 200, body: '7' }, 'keyvault.strange', 12, 1],
  ['null', { status: 200, body: 'null' }, 'keyvault.strange', 12, 1],
  ['another success', { status: 204 }, 'keyvault.strange', 12, 1],
  ['a refusal without words', { status: 403 }, 'keyvault.strange', 12, 1],
  ['404 of another service', { status: 404, body: '<html>' }, 'keyvault.strange', 12, 1],
  ['a bad request', failed(400, 'BadParameter', undefined, canary.text), 'keyvault.strange', 12, 1],
  ['a token that is not taken', failed(401, 'Unauthorized', undefined, 'AKV10022: x'), 'keyvault.refused', 4, 1],
  ['a token of another organisation', failed(401, 'Unauthorized', undefined, 'AKV10032: x'), 'keyvault.refused', 4, 1],
  ['a role that lacks', failed(403, 'Forbidden', 'ForbiddenByRbac'), 'keyvault.forbidden', 11, 1],
  ['a policy that lacks', failed(403, 'Forbidden', 'ForbiddenByPolicy'), 'keyvault.forbidden', 11, 1],
  ['another refusal', failed(403, 'Forbidden', undefined, canary.text), 'keyvault.forbidden', 11, 1],
  ['a firewall', failed(403, 'Forbidden', 'ForbiddenByFirewall'), 'keyvault.walled', 11, 1],
  ['a private connection', failed(403, 'Forbidden', 'ForbiddenByConnection'), 'keyvault.walled', 11, 1],
  ['too many requests', failed(429, 'Throttled'), 'keyvault.throttled', 12, 4],
  ['too many requests, for an hour', slowDown('3600'), 'keyvault.throttled', 12, 1],
  ['too many requests, for three seconds', slowDown('3'), 'keyvault.throttled', 12, 4],
  ['too many requests, until nobody knows when', slowDown('soon'), 'keyvault.throttled', 12, 4],
  ['a fault of the service', failed(500, 'InternalError', undefined, canary.text), 'keyvault.failing', 12, 3],
  ['a fault without words', { status: 503 }, 'keyvault.failing', 12, 3],
  ['a line that is cut', 'reset', 'keyvault.cut', 12, 3],
];

function moved(status: number): Fault {
  return { status, headers: { location: 'https://evil.example/secrets/one' } };
}
function slowDown(after: string): Fault {
  const fault = failed(429, 'Throttled', undefined, canary.text);
  return { ...fault, headers: { 'retry-after': after } };
}

describe('a fault of the vault', () => {
  test.each(faults)('%s ends as a problem of its own', async (_, fault, code, exit, tries) => {
    stage.server.secrets.set('one', { value: canary.text });
    stage.server.fault = signedIn(fault);

    const found = await refused(stage.vault().list(), code as never);

    expect(found.exit).toBe(exit);
    expect(found.fix).not.toEqual([]);
    expect(stage.server.came.filter((came) => atVault(came) && came.authorization !== undefined)).toHaveLength(tries);
    expect(stage.server.hosts).not.toContain('evil.example');
  });

  test.each([...faults.map(([says, fault]) => [says, fault] as const), ['an answer that is cut off', 'cut'] as const])(
    '%s, while a secret is read, says nothing that came from there',
    async (_, fault) => {
      stage.server.secrets.set('one', { value: canary.text });
      stage.server.fault = signedIn(fault);

      const error: unknown = await stage
        .vault()
        .read('one')
        .then(
          () => undefined,
          (thrown: unknown) => thrown,
        );

      if (!isProblem(error)) throw error ?? new Error('nothing was refused');
      const told = JSON.stringify([problemDocument(error), error.stack, Object.entries(error), error.cause ?? null]);
      expect(canary.seenIn(told)).toBeUndefined();
      for (const word of ['the words of the service', 'token-of-the-tests', 'client-secret-of-the-tests', 'RestError'])
        expect(told).not.toContain(word);
    },
  );

  test('that passes is waited out, as long as the service says, or longer each time where it says nothing', async () => {
    stage.server.secrets.set('one', { value: 'x' });
    const answers: Fault[] = [failed(429, 'Throttled'), failed(429, 'Throttled'), slowDown('3'), failed(503, 'x')];
    stage.server.fault = (came) => (atVault(came) && came.authorization !== undefined ? answers.shift() : undefined);

    expect((await stage.vault({}, { deadlineMs: 60_000 }).look('one')).name).toBe('one');
    expect(stage.pauses.slice(0, 3)).toEqual([1_000, 2_000, 3_000]);
  });

  test('is not waited out for longer than the deadline', async () => {
    stage.server.fault = signedIn(failed(429, 'Throttled'));
    await refused(stage.vault({}, { deadlineMs: 6_900 }).look('one'), 'keyvault.throttled');
    expect(stage.pauses).toEqual([1_000, 2_000]);
  });

  test.each<readonly [string, (came: Came) => boolean]>([
    ['the vault', atVault],
    ['the place to sign in', atLogin],
  ])('that never answers ends at the deadline: %s', async (_, where) => {
    stage.server.fault = (came) => (where(came) ? 'silent' : undefined);

    const found = await refused(stage.vault({}, { deadlineMs: 400 }).look('one'), 'keyvault.silent');

    expect([found.exit, found.retryable]).toEqual([12, true]);
  });

  test('a challenge for another service gets no token', async () => {
    stage.server.fault = (came) => (atVault(came) ? challenge(came.host, 'https://evil.example') : undefined);

    await refused(stage.vault().look('one'), 'keyvault.strange');

    expect(stage.server.came.filter(atLogin)).toEqual([]);
  });

  test('a token that is no longer taken is renewed once where the vault asks for more', async () => {
    stage.server.secrets.set('one', { value: 'x' });
    let asked = 0;
    stage.server.fault = (came) => {
      if (!atVault(came) || came.authorization === undefined || asked > 0) return undefined;
      asked += 1;
      const claims = Buffer.from('{"access_token":{"nbf":{"essential":true}}}').toString('base64');
      const header = `Bearer authorization="https://login.microsoftonline.com/x", error="insufficient_claims", claims="${claims}"`;
      return { ...failed(401, 'Unauthorized'), headers: { 'www-authenticate': header } };
    };

    expect((await stage.vault().look('one')).name).toBe('one');
    expect(stage.server.came.filter(atLogin).length).toBeGreaterThan(1);
  });
});
