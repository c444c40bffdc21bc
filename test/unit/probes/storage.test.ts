import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { BlobServiceClient, StorageSharedKeyCredential } from '@azure/storage-blob';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { azureSignIn } from '../../../src/adapters/probes/azure-sign-in.ts';
import { createProber } from '../../../src/adapters/probes/prober.ts';
import { probeOf } from '../../../src/catalog/probe-of.ts';
import type { ProbeReport } from '../../../src/model/probe.ts';
import { createCanary } from '../../support/canary.ts';
import { openServices, type Services } from '../../support/services.ts';

const account = 'contosodata';
const host = `${account}.blob.core.windows.net`;
const key = randomBytes(64).toString('base64');
const canary = createCanary('the token', (core) => core);
const folder = mkdtempSync(join(tmpdir(), 'cinch-azurite-'));
const trusted = getCACertificates('default');
let services: Services;
let azurite: ChildProcess;

beforeAll(async () => {
  services = await openServices([host, 'otherdata.blob.core.windows.net']);
  // The library has no way to be given one, and a process takes it from a variable only as it starts.
  setDefaultCACertificates([...trusted, services.ca]);
  writeFileSync(join(folder, 'cert.pem'), services.cert);
  writeFileSync(join(folder, 'key.pem'), services.key, { mode: 0o600 });
  const port = await startAzurite();
  services.lead.set(host, port);
  const options = {
    proxyOptions: { host: 'http://127.0.0.1', port: Number(new URL(services.proxy).port) },
  };
  const signIn = new StorageSharedKeyCredential(account, key);
  const client = new BlobServiceClient(`https://${host}`, signIn, options);
  await client.createContainer('segments-out');
});
afterAll(async () => {
  setDefaultCACertificates(trusted);
  azurite.kill();
  await services.close();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(() => {
  services.hosts.length = 0;
  services.came.length = 0;
});

/** Microsoft's own emulator, once for all of these, under the account's real name. */
function startAzurite(): Promise<number> {
  const main = join(dirname(createRequire(import.meta.url).resolve('azurite/package.json')), 'dist/src/blob/main.js');
  const flags = [
    '--blobPort',
    '0',
    '--inMemoryPersistence',
    '--skipApiVersionCheck',
    '--disableTelemetry',
    '--cert',
    join(folder, 'cert.pem'),
    '--key',
    join(folder, 'key.pem'),
  ];
  azurite = spawn(process.execPath, [main, ...flags], {
    cwd: folder,
    env: { PATH: process.env.PATH ?? '', AZURITE_ACCOUNTS: `${account}:${key}` },
  });
  return new Promise((resolve, reject) => {
    let printed = '';
    const read = (part: Buffer) => {
      printed += String(part);
      const port = /successfully listens on https:\/\/[^:]+:(\d+)/.exec(printed)?.[1];
      if (port !== undefined) resolve(Number(port));
    };
    azurite.stdout?.on('data', read);
    azurite.stderr?.on('data', read);
    azurite.once('exit', () => reject(new Error(printed)));
  });
}

async function tested(
  type: string,
  variables: Record<string, string>,
  settings: Record<string, string> = {},
  seconds = 20,
): Promise<ProbeReport> {
  const prober = createProber({
    ways: { env: { HTTPS_PROXY: services.proxy }, ca: services.ca },
    nowMs: () => performance.now(),
    seconds,
    azure: azureSignIn(variables),
  });
  const probe = await probeOf(type);
  const [report] = await prober.probe([
    async () => ({
      label: type,
      probe,
      settings: { storageAccount: account, container: 'segments-out', ...settings },
      tenant: null,
      secrets: {},
      awaitsSignIn: false,
      hostKey: null,
    }),
  ]);
  expect(JSON.stringify(report)).not.toContain(key);
  expect(canary.seenIn(JSON.stringify(report))).toBeUndefined();
  return report as ProbeReport;
}

const good = { AZURE_STORAGE_ACCOUNT: account, AZURE_STORAGE_KEY: key };

describe('a storage account', () => {
  test.each([
    'azure-blob-storage',
    'azure-data-lake-storage-gen2',
    'adobe-campaign-standard',
    'azure-synapse-analytics',
  ])('%s: its container is found with its key', async (type) => {
    const report = await tested(type, good);

    expect([report.result, report.stages.map(({ stage }) => stage)]).toEqual([
      'ok',
      ['secret', 'name lookup', 'reach', 'tls', 'sign-in', 'permission', 'target'],
    ]);
  });

  test('tells a wrong key, after one attempt', async () => {
    const other = randomBytes(64).toString('base64');

    const report = await tested('azure-blob-storage', { ...good, AZURE_STORAGE_KEY: other });

    expect([report.result, report.stages.at(-1)?.stage]).toEqual(['wrong credential', 'sign-in']);
    expect(services.hosts).toEqual([host, host]);
  });

  test('tells a container that is not there', async () => {
    const report = await tested('azure-blob-storage', good, { container: 'elsewhere' });

    expect([report.result, report.finding.says]).toEqual([
      'target missing',
      'the sign-in is accepted, but there is no `elsewhere`',
    ]);
  });

  test("gets no key or token that is another account's", async () => {
    const variables = { ...good, AZURE_STORAGE_SAS_TOKEN: canary.text };

    const report = await tested('azure-blob-storage', variables, { storageAccount: 'otherdata' });

    expect([report.result, report.finding.code, services.hosts]).toEqual(['inconclusive', 'no-azure-sign-in', []]);
  });

  test.each([
    [401, 'wrong credential'],
    [403, 'lacks permission'],
    [429, 'inconclusive'],
    [503, 'inconclusive'],
  ])('answers %i to a token, which is %s, and is asked once', async (status, result) => {
    services.answer = () => ({ status, headers: { 'x-ms-error-code': 'AuthorizationPermissionMismatch' }, body: '' });
    const variables = {
      AZURE_STORAGE_ACCOUNT: 'otherdata',
      AZURE_STORAGE_SAS_TOKEN: `sv=2026-01-01&sig=${canary.text}`,
    };

    const report = await tested('azure-blob-storage', variables, { storageAccount: 'otherdata' });

    expect([report.result, services.came.length]).toEqual([result, 1]);
    expect(services.came[0]?.path).toContain(canary.text);
  });

  test('is asked with the sign-in of `az login`, where that is named', async () => {
    const programs = join(folder, 'bin');
    mkdirSync(programs);
    const token = { accessToken: canary.text, expires_on: 4_102_444_800, tokenType: 'Bearer' };
    writeFileSync(join(programs, 'az'), `#!/bin/sh\ncat <<'END'\n${JSON.stringify(token)}\nEND\n`, { mode: 0o755 });
    const before = process.env.PATH;
    process.env.PATH = `${programs}:${before}`;
    services.answer = () => ({ status: 200, headers: { 'last-modified': 'Sun, 22 Nov 2026 05:00:00 GMT' }, body: '' });

    const report = await tested(
      'azure-blob-storage',
      { AZURE_STORAGE_AUTH_MODE: 'login' },
      { storageAccount: 'otherdata' },
    );
    writeFileSync(join(programs, 'az'), `#!/bin/sh\necho '${canary.text}' >&2\nexit 1\n`);
    const without = await tested('azure-blob-storage', { AZURE_STORAGE_AUTH_MODE: 'login' });
    process.env.PATH = before;

    expect([report.result, services.came.map(({ headers }) => headers.authorization)]).toEqual([
      'ok',
      [`Bearer ${canary.text}`],
    ]);
    expect([without.result, without.finding.code]).toEqual(['inconclusive', 'no-azure-cli']);
  });

  test('that says nothing ends the test at the deadline', async () => {
    services.answer = () => 'silent';
    const variables = { AZURE_STORAGE_ACCOUNT: 'otherdata', AZURE_STORAGE_KEY: key };

    const report = await tested('azure-blob-storage', variables, { storageAccount: 'otherdata' }, 0.5);

    expect([report.result, report.finding.code]).toEqual(['inconclusive', 'silent']);
  });
});
