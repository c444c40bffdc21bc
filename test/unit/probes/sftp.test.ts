import { createServer } from 'node:net';
import { afterEach, describe, expect, test } from '@jest/globals';
import { createProber } from '../../../src/adapters/probes/prober.ts';
import { probeOf } from '../../../src/catalog/probe-of.ts';
import { secretValue } from '../../../src/kernel/secret-value.ts';
import type { ProbeReport, ProbeTask } from '../../../src/model/probe.ts';
import { createCanary } from '../../support/canary.ts';
import { openSshServer, type SshServer, sshKeys } from '../../support/ssh-server.ts';

const canary = createCanary('the password', (core) => core);
const keys = sshKeys('of the key');
const opened: SshServer[] = [];
afterEach(async () => {
  for (const server of opened.splice(0)) await server.close();
});

async function server(options: Partial<Parameters<typeof openSshServer>[0]> = {}): Promise<SshServer> {
  const it = await openSshServer({ user: 'svc-cdp', password: canary.text, folders: ['nightly/drop'], ...options });
  opened.push(it);
  return it;
}

async function tested(port: number, more: Partial<ProbeTask> = {}, seconds = 20): Promise<ProbeReport> {
  const prober = createProber({
    ways: { env: {} },
    nowMs: () => performance.now(),
    seconds,
    azure: async () => Promise.reject(new Error('unused')),
  });
  const task: ProbeTask = {
    label: 'SFTP',
    probe: await probeOf('sftp'),
    settings: { hostname: `127.0.0.1:${port}`, username: 'svc-cdp', exportFolder: 'nightly/drop' },
    tenant: null,
    secrets: { password: secretValue(canary.text) },
    awaitsSignIn: false,
    hostKey: null,
    ...more,
  };
  const [report] = await prober.probe([async () => task]);
  expect(canary.seenIn(JSON.stringify(report))).toBeUndefined();
  return report as ProbeReport;
}

describe('a real SSH server', () => {
  test('is signed in to with a password, once, and its folder looked at', async () => {
    const it = await server();

    const report = await tested(it.port);

    expect([report.result, report.stages.map(({ stage, result }) => `${stage} ${result}`)]).toEqual([
      'ok',
      [
        'secret passed',
        'name lookup passed',
        'reach passed',
        'host key passed',
        'sign-in passed',
        'permission passed',
        'target passed',
      ],
    ]);
    expect(report.hostKey).toEqual({ host: `127.0.0.1:${it.port}`, fingerprint: it.fingerprint });
    expect(it.attempts).toEqual([{ method: 'password', password: canary.text }]);
    expect(it.asked).toEqual(['nightly/drop']);
  });

  test('is signed in to with a key that has a passphrase', async () => {
    const it = await server({ publicKey: keys.public });
    const secrets = { privateKey: secretValue(keys.private), passphrase: secretValue('of the key') };

    const report = await tested(it.port, { secrets });

    expect(report.result).toBe('ok');
    expect(new Set(it.attempts.map(({ method }) => method))).toEqual(new Set(['publickey']));
  });

  test.each([
    ['another passphrase', { privateKey: secretValue(keys.private), passphrase: secretValue('another') }],
    ['no passphrase', { privateKey: secretValue(keys.private) }],
    ['no key at all', { privateKey: secretValue(`-----BEGIN NOTHING-----\n${canary.text}\n`) }],
  ])('is not reached with %s', async (_, secrets) => {
    const it = await server({ publicKey: keys.public });

    const report = await tested(it.port, { secrets });

    expect([report.result, report.finding.code, it.attempts]).toEqual(['wrong credential', 'bad-key', []]);
  });

  test('tells a wrong password after one attempt', async () => {
    const it = await server({ password: 'another' });

    const report = await tested(it.port);

    expect([report.result, report.stages.at(-1)?.stage, it.attempts.length]).toEqual([
      'wrong credential',
      'sign-in',
      1,
    ]);
  });

  test('tells a key that it does not know', async () => {
    const it = await server({ publicKey: sshKeys().public });
    const secrets = { privateKey: secretValue(keys.private), passphrase: secretValue('of the key') };

    expect((await tested(it.port, { secrets })).result).toBe('wrong credential');
  });

  test.each([
    ['a folder that is not there', {}, 'elsewhere', 'target missing', 'target-missing', 'target'],
    ['a file in place of a folder', { files: ['drop.csv'] }, 'drop.csv', 'target missing', 'not-a-folder', 'target'],
    ['a folder that is closed', { closed: ['vault'] }, 'vault', 'lacks permission', 'target-closed', 'target'],
    ['no SFTP for the account', { offersSftp: false }, 'nightly/drop', 'lacks permission', 'no-sftp', 'permission'],
  ])('tells %s', async (_, options, exportFolder, result, code, stage) => {
    const it = await server(options);
    const settings = { hostname: `127.0.0.1:${it.port}`, username: 'svc-cdp', exportFolder };

    const report = await tested(it.port, { settings });

    expect([report.result, report.finding.code, report.stages.at(-1)?.stage]).toEqual([result, code, stage]);
  });

  test('is looked at where it begins when no folder is told', async () => {
    const it = await server();

    const report = await tested(it.port, { settings: { hostname: `127.0.0.1:${it.port}`, username: 'svc-cdp' } });

    expect([report.result, it.asked]).toEqual(['ok', ['.']]);
  });
});

describe('the host key', () => {
  test('that was remembered lets the sign-in pass', async () => {
    const it = await server();
    const hostKey = { host: `127.0.0.1:${it.port}`, fingerprint: it.fingerprint };

    expect((await tested(it.port, { hostKey })).result).toBe('ok');
  });

  test('that changed is a result of its own, and nothing secret is sent', async () => {
    const it = await server();
    const hostKey = { host: `127.0.0.1:${it.port}`, fingerprint: `SHA256:${'A'.repeat(43)}` };

    const report = await tested(it.port, { hostKey });

    expect([report.result, report.finding.code, report.stages.at(-1)]).toEqual([
      'host key changed',
      'host-key-changed',
      expect.objectContaining({ stage: 'host key', result: 'failed' }),
    ]);
    expect(report.finding.says).toContain(it.fingerprint);
    expect([it.attempts, report.hostKey]).toEqual([[], undefined]);
  });

  test('of another host says nothing about this one', async () => {
    const it = await server();
    const hostKey = { host: 'sftp.partner.example:22', fingerprint: `SHA256:${'A'.repeat(43)}` };

    expect((await tested(it.port, { hostKey })).result).toBe('ok');
  });

  test('that is asked for counts before the one that was remembered', async () => {
    const it = await server();
    const hostKey = { host: `127.0.0.1:${it.port}`, fingerprint: `SHA256:${'A'.repeat(43)}` };

    const right = await tested(it.port, { hostKey, expectedHostKey: it.fingerprint });
    const wrong = await tested(it.port, { expectedHostKey: `SHA256:${'B'.repeat(43)}` });

    expect([right.result, right.hostKey?.fingerprint, wrong.result]).toEqual([
      'ok',
      it.fingerprint,
      'host key changed',
    ]);
  });
});

describe('what is no SSH server', () => {
  test('is told where nothing listens', async () => {
    const it = await server();
    await it.close();
    opened.length = 0;

    const report = await tested(it.port);

    expect([report.result, report.finding.code, report.stages.at(-1)?.stage]).toEqual([
      'inconclusive',
      'unreachable',
      'reach',
    ]);
  });

  test.each([
    ['speaks of something else', 'HTTP/1.1 400 Bad Request\r\n\r\n', 20, 'ended'],
    ['says nothing', undefined, 0.3, 'silent'],
  ] as const)('is told where it %s', async (_, words, seconds, code) => {
    const sockets = new Set<{ destroy(): void }>();
    const other = createServer((socket) => {
      sockets.add(socket);
      socket.on('error', () => undefined);
      if (words !== undefined) socket.end(words);
    });
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as { port: number };

    const report = await tested(port, {}, seconds);
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => other.close(resolve));

    expect([report.result, report.finding.code]).toEqual(['inconclusive', code]);
  });

  test.each(['-oProxyCommand=x', 'a\u0000b', 'a b', 'x\n'])('is %j', async (hostname) => {
    const report = await tested(1, { settings: { hostname, username: 'x' } });

    expect([report.result, report.finding.code]).toEqual(['inconclusive', 'no-host']);
  });
});
