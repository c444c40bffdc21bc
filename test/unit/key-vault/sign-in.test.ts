import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { problemDocument } from '../../../src/kernel/problem.ts';
import { type CredentialKind, credentialKinds } from '../../../src/model/key-vault.ts';
import { refused } from '../../contract/stage.ts';
import { createTestAuthority } from '../../support/test-authority.ts';
import { type Came, type Fault, tenant } from '../../support/vault-server.ts';
import { appVariables, vaultStage } from '../../support/vault-stage.ts';

const stage = vaultStage();
const folder = mkdtempSync(join(tmpdir(), 'cinch-sign-in-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const atLogin = ({ host }: Came) => host.startsWith('login.');
const refusedBy = (number: string, status = 401): Fault => ({
  status,
  body: JSON.stringify({ error: 'invalid_client', error_description: `${number}: the words of the service` }),
});

/** A command `az` that does this, and the path on which it is found. */
function az(script: string): string {
  const place = mkdtempSync(join(folder, 'az-'));
  writeFileSync(join(place, 'az'), `#!/bin/sh\n${script}\n`);
  chmodSync(join(place, 'az'), 0o755);
  return place;
}

async function withPath<T>(path: string, work: () => Promise<T>): Promise<T> {
  const before = process.env.PATH;
  process.env.PATH = `${path}:/usr/bin:/bin`;
  try {
    return await work();
  } finally {
    process.env.PATH = before;
  }
}

describe('signing in', () => {
  test('as an application by its secret sends that to the sign-in service, and a token to the vault', async () => {
    stage.server.secrets.set('one', { value: 'x' });

    await stage.vault().look('one');

    const [login] = stage.server.came.filter(atLogin);
    expect(login?.body).toContain(`client_secret=${appVariables.AZURE_CLIENT_SECRET}`);
    const others = stage.server.came.filter((came) => !atLogin(came));
    expect(JSON.stringify(others)).not.toContain(appVariables.AZURE_CLIENT_SECRET);
  });

  test('by a certificate, or by the token of a workload, sends a signed word and no secret', async () => {
    stage.server.secrets.set('one', { value: 'x' });
    const { cert, key } = createTestAuthority(['app.example']);
    writeFileSync(join(folder, 'app.pem'), `${key}\n${cert}`);
    writeFileSync(join(folder, 'workload'), 'token-of-the-workload');
    const env = {
      AZURE_TENANT_ID: tenant,
      AZURE_CLIENT_ID: 'app',
      AZURE_CLIENT_CERTIFICATE_PATH: join(folder, 'app.pem'),
      AZURE_FEDERATED_TOKEN_FILE: join(folder, 'workload'),
    };

    await stage.vault({ credential: 'client-certificate' }, { env }).look('one');
    await stage.vault({ credential: 'workload-identity' }, { env }).look('one');

    const sent = stage.server.came.filter(atLogin).map(({ body }) => body);
    expect(sent[0]).toMatch(/client_assertion=ey/);
    expect(sent[1]).toContain('client_assertion=token-of-the-workload');
    expect(sent.join()).not.toContain('client_secret');
  });

  test('through `az` takes the token that it gives for the organisation of the vault', async () => {
    stage.server.secrets.set('one', { value: 'x' });
    const path = az(
      `[ "$*" = "account get-access-token --output json --resource https://vault.azure.net --tenant ${tenant}" ] || exit 9\necho '{"accessToken":"token-of-the-tests","expires_on":4000000000}'`,
    );

    expect((await withPath(path, () => stage.vault({ credential: 'azure-cli' }).look('one'))).name).toBe('one');
    expect(stage.server.came.filter(atLogin)).toEqual([]);
  });

  test.each([
    ['is not there', undefined, 'is not on this machine'],
    ['has nobody signed in', "echo 'ERROR: use az login to set up an account, SECRET' >&2; exit 1", '`az login`'],
    ['fails in its own way', 'echo "SECRET went wrong" >&2; exit 3', 'gave no token'],
    ['answers with something else', 'echo "SECRET <html>"', 'gave no token'],
  ])('through an `az` that %s says so, in words of our own', async (_, script, says) => {
    const path = script === undefined ? join(folder, 'nothing') : az(script);
    const bare = script === undefined ? path : `${path}:/usr/bin:/bin`;
    const before = process.env.PATH;
    process.env.PATH = bare;

    const found = await refused(stage.vault({ credential: 'azure-cli' }).look('one'), 'keyvault.sign_in').finally(
      () => {
        process.env.PATH = before;
      },
    );

    expect(found.exit).toBe(4);
    expect(found.detail).toContain(says);
    expect(JSON.stringify([problemDocument(found), found.stack])).not.toContain('SECRET');
  });

  test('by a device shows a person where to enter the code, and waits for them', async () => {
    stage.server.secrets.set('one', { value: 'x' });
    const told: string[] = [];
    const tellCode = (at: string, code: string) => void told.push(`${at} ${code}`);

    const vault = stage.vault({ credential: 'device-code' }, { env: {}, tellCode, attended: true });

    expect((await vault.look('one')).name).toBe('one');
    expect(told).toEqual(['https://microsoft.com/devicelogin ABCD-EFGH']);
  });

  test.each(['device-code', 'browser'] as const)('by %s where nobody may be asked ends at once', async (credential) => {
    const found = await refused((async () => stage.vault({ credential }))(), 'keyvault.sign_in_waits');

    expect(found.exit).toBe(15);
    expect(stage.server.came).toEqual([]);
  });
});

describe('what is named to sign in with', () => {
  const needing = { environment: 3, 'client-certificate': 3, 'workload-identity': 3 } as const;
  test.each(Object.keys(needing) as (keyof typeof needing)[])(
    '%s and is not there is refused, however strong another would be; nothing is asked',
    async (credential) => {
      const path = az(`echo '{"accessToken":"token-of-the-tests","expires_on":4000000000}'`);
      const strong = { ...appVariables, AZURE_CLIENT_CERTIFICATE_PATH: '/x', AZURE_FEDERATED_TOKEN_FILE: '/x' };
      const lacks = {
        environment: 'AZURE_CLIENT_SECRET',
        'client-certificate': 'AZURE_CLIENT_CERTIFICATE_PATH',
        'workload-identity': 'AZURE_FEDERATED_TOKEN_FILE',
      }[credential];

      const found = await withPath(path, () =>
        refused(stage.vault({ credential }, { env: { ...strong, [lacks]: '' } }).look('one'), 'keyvault.no_credential'),
      );

      expect(found.detail).toContain(`\`${lacks}\``);
      expect(stage.server.came.filter(atLogin)).toEqual([]);
    },
  );

  test('is one of these kinds', () => {
    const kinds: readonly CredentialKind[] = credentialKinds;
    expect(kinds).toHaveLength(7);
  });

  test('azure-cli falls through to no application whose variables are set', async () => {
    process.env.PATH = `${join(folder, 'nothing')}:${process.env.PATH}`;
    const before = process.env.PATH;
    process.env.PATH = join(folder, 'nothing');
    const found = await refused(stage.vault({ credential: 'azure-cli' }).look('one'), 'keyvault.sign_in').finally(
      () => {
        process.env.PATH = before;
      },
    );

    expect(found.detail).toContain('azure-cli');
    expect(stage.server.came.filter(atLogin)).toEqual([]);
  });
});

describe('a fault of the sign-in service', () => {
  test.each([
    ['AADSTS7000215', 'wrong'],
    ['AADSTS7000222', 'expired'],
    ['AADSTS700016', 'no such application'],
    ['AADSTS90002', 'no such organisation'],
    ['AADSTS99999', 'refused it'],
  ])('%s is told by its number, in words of our own', async (number, says) => {
    stage.server.fault = (came) => (atLogin(came) ? refusedBy(number) : undefined);

    const found = await refused(stage.vault().look('one'), 'keyvault.sign_in');

    expect(found.detail).toContain(says);
    expect(found.detail).toContain(number);
    expect(JSON.stringify([problemDocument(found), found.stack])).not.toMatch(/words of the service|client-secret-of/);
  });

  test('that passes is met once: the next attempt is made anew, and does not fail for a minute', async () => {
    stage.server.secrets.set('one', { value: 'x' });
    const answers: Fault[] = [{ status: 503 }, { status: 500, body: '<html>' }];
    stage.server.fault = (came) => (atLogin(came) ? answers.shift() : undefined);

    expect((await stage.vault().look('one')).name).toBe('one');
    expect(stage.pauses).toEqual([1_000, 2_000]);
  });

  test.each<readonly [string, Fault, string]>([
    ['503 without end', { status: 503 }, 'keyvault.failing'],
    ['a cut line', 'reset', 'keyvault.cut'],
    ['HTML', { status: 200, headers: { 'content-type': 'text/html' }, body: '<p>' }, 'keyvault.strange'],
    ['too many requests', { status: 429 }, 'keyvault.throttled'],
    ['another place', { status: 302, headers: { location: 'https://evil.example/token' } }, 'keyvault.strange'],
  ])('%s ends as a problem of its own', async (_, fault, code) => {
    stage.server.fault = (came) => (atLogin(came) ? fault : undefined);

    await refused(stage.vault().look('one'), code as never);

    expect(stage.server.hosts).not.toContain('evil.example');
  });

  test('the vault of another organisation gets no token of this one', async () => {
    const env = { ...appVariables, AZURE_TENANT_ID: '99999999-2222-3333-4444-555555555555' };

    const found = await refused(stage.vault({}, { env }).look('one'), 'keyvault.sign_in');

    expect(found.detail).toContain('another organisation');
    expect(stage.server.came.filter(atLogin)).toEqual([]);
  });
});

describe('the network', () => {
  test('without a vault of that name says so at once', async () => {
    const before = process.env.HTTPS_PROXY;
    process.env.HTTPS_PROXY = 'http://127.0.0.1:9';
    const found = await refused(stage.vault().look('one'), 'keyvault.unreachable').finally(() => {
      process.env.HTTPS_PROXY = before;
    });

    expect([found.exit, stage.pauses]).toEqual([12, []]);
  });

  test('through what is no proxy is not tried: nothing is asked, and nothing of its address is told', async () => {
    const env = { ...appVariables, HTTPS_PROXY: 'http://ana:CANARY%zz@127.0.0.1:9' };

    const found = await refused((async () => stage.vault({}, { env }).look('one'))(), 'proxy.unusable');

    expect(JSON.stringify(problemDocument(found))).not.toContain('CANARY');
    expect(stage.server.came).toEqual([]);
  });
});
