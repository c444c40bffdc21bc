import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { AzureLogger, setLogLevel } from '@azure/logger';
import { afterAll, beforeEach, describe, expect, test } from '@jest/globals';
import { createAttempts } from '../../../src/adapters/key-vault/attempts.ts';
import { nothingMet, onlyReading, stayingAt, watching } from '../../../src/adapters/key-vault/watch.ts';
import { isProblem } from '../../../src/kernel/problem.ts';
import { type VaultAddress, vaultAddress } from '../../../src/model/key-vault.ts';
import { refused } from '../../contract/stage.ts';
import { createCanary } from '../../support/canary.ts';
import { type Came, type Fault, version } from '../../support/vault-server.ts';
import { appVariables, vaultStage, vaultUrl } from '../../support/vault-stage.ts';

// What the packages do by themselves was measured; each of these fails without the precaution that is taken against it.
const stage = vaultStage();
const canary = createCanary('the secret', (core) => core);
const folder = mkdtempSync(join(tmpdir(), 'cinch-precautions-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
beforeEach(() => void stage.server.secrets.set('one', { value: canary.text }));
const atVault = ({ host }: Came) => host.startsWith('contoso.');
const signedIn = (fault: Fault) => (came: Came) =>
  atVault(came) && came.authorization !== undefined ? fault : undefined;
const bundle = (id: string) => JSON.stringify({ value: canary.text, id, attributes: { enabled: true } });

type Policy = ReturnType<typeof stayingAt>;
type Request = Parameters<Policy['sendRequest']>[0];
type Response = Awaited<ReturnType<Policy['sendRequest']>>;

/** A request through one precaution alone: what it does with it, and whether it went on. */
async function through(policy: Policy, asked: { url?: string; method?: string; body?: string }, bodyAsText = '{}') {
  const request = { url: `${vaultUrl}/secrets`, method: 'GET', headers: new Map(), ...asked } as unknown as Request;
  let sent = 0;
  const next = async () => {
    sent += 1;
    return { request, status: 200, headers: new Map(), bodyAsText } as unknown as Response;
  };
  const error: unknown = await policy.sendRequest(request, next).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  return { error, sent, request };
}

describe('the policies of the pipeline', () => {
  test.each([
    'https://evil.example/secrets',
    'http://contoso.vault.azure.net/secrets',
    'https://contoso.vault.azure.net:8443/secrets',
    'https://contoso.vault.azure.net.evil.example/secrets',
    'https://me:x@contoso.vault.azure.net/secrets',
    'nonsense',
  ])('let nothing go to %s, and no list go on there', async (url) => {
    const going = await through(stayingAt(vaultUrl, 'contoso'), { url });
    const onward = await through(stayingAt(vaultUrl, 'contoso'), {}, JSON.stringify({ value: [], nextLink: url }));

    expect([going.sent, onward.sent]).toEqual([0, 1]);
    for (const { error } of [going, onward]) expect(isProblem(error) && error.code).toBe('keyvault.foreign');
  });

  test('let no body and no write through, before a token or after', async () => {
    for (const asked of [{ method: 'PUT' }, { method: 'DELETE' }, { method: 'GET', body: canary.text }])
      expect((await through(onlyReading(), asked)).sent).toBe(0);
  });

  test('give every request an end of its own', async () => {
    const { request } = await through(
      watching(() => nothingMet(), 700),
      {},
    );

    expect(request.timeout).toBe(700);
  });
});

describe('an answer', () => {
  test.each([
    ['of another version', `${vaultUrl}/secrets/one/${'f'.repeat(32)}`],
    ['of another vault', `https://fabrikam.vault.azure.net/secrets/one/${version}`],
    ['of another host', `https://evil.example/secrets/one/${version}`],
  ])('%s is none', async (_, id) => {
    stage.server.fault = signedIn({ status: 200, body: bundle(id) });

    await refused(stage.vault().read('one', version), 'keyvault.strange');
  });

  test('that leads to another page of the same vault is not followed', async () => {
    stage.server.fault = ({ path, authorization }) =>
      authorization !== undefined && path.startsWith('/secrets/one')
        ? { status: 302, headers: { location: `${vaultUrl}/secrets/two?api-version=2025-07-01` } }
        : undefined;

    await refused(stage.vault().look('one'), 'keyvault.strange');

    expect(stage.server.came.filter(({ path }) => path.startsWith('/secrets/two'))).toEqual([]);
  });

  test('that names a secret as no secret can be named is none', async () => {
    const value = [{ id: `${vaultUrl}/secrets/a%1b[2J`, attributes: { enabled: true } }];
    stage.server.fault = signedIn({ status: 200, body: JSON.stringify({ value, nextLink: null }) });

    await refused(stage.vault().list(), 'keyvault.strange');
  });

  test('is known by the id of its request only where that is one', async () => {
    stage.server.fault = signedIn({ status: 200, headers: { 'x-ms-request-id': `a b ${canary.text}` }, body: '7' });

    const { detail } = await refused(stage.vault().list(), 'keyvault.strange');

    expect(canary.seenIn(detail)).toBeUndefined();
  });

  test.each([
    ['a NUL character', 'a\0b'],
    ['more than a vault holds', 'x'.repeat(25_601)],
  ])('with %s in the secret hands nothing out', async (_, value) => {
    stage.server.secrets.set('odd', { value });

    await refused(stage.vault().read('odd'), 'keyvault.secret_unfit');
  });

  test.each(['', 'latest', '../one', 'F'.repeat(32), 'a'.repeat(33)])(
    'is asked for in a version that there can be, unlike %j',
    async (asked) => {
      await refused(stage.vault().look('one', asked), 'keyvault.secret_name');

      expect(stage.server.came).toEqual([]);
    },
  );
});

describe('what the surroundings say', () => {
  test('of logging is heeded by no package: what they log quotes answers', async () => {
    const { log } = AzureLogger;
    const lines: unknown[] = [];
    AzureLogger.log = (...line: unknown[]) => void lines.push(line);
    try {
      setLogLevel('verbose');
      const vault = stage.vault();
      setLogLevel('verbose');
      await vault.look('one');
    } finally {
      setLogLevel();
      AzureLogger.log = log;
    }

    expect(lines).toEqual([]);
  });

  test('of a region to sign in at leads no secret of an application there', async () => {
    process.env.AZURE_REGIONAL_AUTHORITY_NAME = 'westeurope';
    try {
      await refused(stage.vault().look('one'), 'keyvault.foreign');
    } finally {
      delete process.env.AZURE_REGIONAL_AUTHORITY_NAME;
    }

    expect(stage.server.came.filter((came) => !atVault(came))).toEqual([]);
  });

  test('of whom to trust is all that is trusted', async () => {
    const trusted = getCACertificates('default');
    setDefaultCACertificates([]);
    try {
      await refused(stage.vault().look('one'), 'keyvault.untrusted');
    } finally {
      setDefaultCACertificates(trusted);
    }

    expect(stage.server.came).toEqual([]);
  });
});

describe('a way to sign in', () => {
  test('that leads to another page of the same place is not followed', async () => {
    stage.server.fault = ({ host, path }) =>
      host.startsWith('login.') && !path.startsWith('/next')
        ? { status: 307, headers: { location: 'https://login.microsoftonline.com/next' } }
        : undefined;

    await refused(stage.vault().look('one'), 'keyvault.strange');

    expect(stage.server.came.filter(({ path }) => path.startsWith('/next'))).toEqual([]);
  });

  test('that nothing in the packages ends is ended all the same', async () => {
    const address = vaultAddress(vaultUrl) as VaultAddress;
    const ports = { env: {}, tellCode: () => undefined, pause: async () => undefined, deadlineMs: 50, attended: false };
    const attempt = createAttempts(address, 'managed-identity', ports, () => ({}));

    await refused(
      attempt('read', 'one', () => new Promise<never>(() => undefined)),
      'keyvault.silent',
    );
  });

  test('that hangs is ended with the time for it', async () => {
    const path = join(folder, 'hanging');
    mkdirSync(path);
    writeFileSync(join(path, 'az'), '#!/bin/sh\nexec sleep 20\n');
    chmodSync(join(path, 'az'), 0o755);
    const before = process.env.PATH;
    process.env.PATH = `${path}:/usr/bin:/bin`;
    const ports = { deadlineMs: 300 };

    await refused(stage.vault({ credential: 'azure-cli' }, ports).look('one'), 'keyvault.silent').finally(() => {
      process.env.PATH = before;
    });
  });

  test('by the identity of the machine asks the machine alone, and takes no other where it has none', async () => {
    const asked: unknown[] = [];
    const machine = createServer(({ url, headers }, response) => {
      asked.push([url, headers['x-identity-header']]);
      const expires_on = 4_000_000_000;
      response.end(
        JSON.stringify({ access_token: stage.server.token, expires_on, resource: '', token_type: 'Bearer' }),
      );
    });
    await new Promise<void>((resolve) => machine.listen(0, '127.0.0.1', resolve));
    process.env.IDENTITY_ENDPOINT = `http://127.0.0.1:${(machine.address() as AddressInfo).port}/token`;
    process.env.IDENTITY_HEADER = 'header-of-the-machine';
    Object.assign(process.env, appVariables);
    try {
      const env = appVariables;
      expect((await stage.vault({ credential: 'managed-identity' }, { env }).look('one')).name).toBe('one');
      expect(asked).toEqual([[expect.stringContaining('resource=https'), 'header-of-the-machine']]);
      await new Promise((resolve) => machine.close(resolve));

      await refused(stage.vault({ credential: 'managed-identity' }, { env: {} }).look('one'), 'keyvault.sign_in');
      expect(stage.server.came.filter((came) => !atVault(came))).toEqual([]);
    } finally {
      for (const name of ['IDENTITY_ENDPOINT', 'IDENTITY_HEADER', ...Object.keys(appVariables)])
        delete process.env[name];
    }
  });
});
