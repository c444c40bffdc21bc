import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { Agent, fetch as fetchWith } from 'undici';
import { type Cli, createCli } from '../../support/cli.ts';
import { expectGolden } from '../../support/golden.ts';
import { clientSecret, type OidcServer, openOidc, signInAsPerson } from '../../support/oidc-server.ts';
import { keys, openTerminal, type Terminal } from '../../support/pty.ts';
import { createTestAuthority } from '../../support/test-authority.ts';

const authority = createTestAuthority(['localhost']);
const dispatcher = new Agent({ connect: { ca: authority.ca } });
const browser = ((address: string, init: object) =>
  fetchWith(address, { ...init, dispatcher })) as unknown as typeof fetch;

let oidc: OidcServer;
let cli: Cli;
let env: Readonly<Record<string, string>>;
beforeAll(async () => {
  oidc = await openOidc({ tls: authority });
});
afterAll(async () => {
  await oidc.close();
  await dispatcher.close();
});
beforeEach(async () => {
  cli = createCli();
  oidc.given.length = 0;
  const programs = join(cli.home, 'programs');
  mkdirSync(programs);
  writeFileSync(join(cli.home, 'ca.pem'), authority.ca);
  // The browser of this machine, which notes what it was opened with.
  writeFileSync(
    join(programs, 'xdg-open'),
    `#!/bin/sh\nprintf '%s\\n' "$@" >>${cli.home}/opened\nenv | sed 's/=.*//' >>${cli.home}/opened\n`,
  );
  chmodSync(join(programs, 'xdg-open'), 0o755);
  env = {
    PATH: `${programs}:${process.env.PATH}`,
    DISPLAY: ':0',
    NODE_EXTRA_CA_CERTS: join(cli.home, 'ca.pem'),
    APP_SECRET: clientSecret,
  };
  writeFileSync(
    join(cli.home, 'letters.yaml'),
    `id: letters
label: Letters
purpose: export
summary: Sends letters
fields: {}
signIn:
  authorization: ${oidc.origin}/auth
  token: ${oidc.origin}/token
  device: ${oidc.origin}/device/auth
  issuer: ${oidc.origin}
  scopes: [openid, offline_access]
  parameters: { prompt: consent }
  lasts: { days: 60, from: sign-in }
`,
  );
  await cli.ok(['type', 'add', join(cli.home, 'letters.yaml')]);
  await cli.ok(
    [
      'connection',
      'add',
      'letters',
      'News',
      '--client-id',
      'app-1',
      '--secret',
      'clientSecret=env:APP_SECRET',
      '--accept-terms',
      '2026-11',
    ],
    { env },
  );
});
afterEach(() => cli.remove());

const authorize = (...more: string[]) =>
  openTerminal(['connection', 'authorize', 'news', ...more], { home: cli.home, env, columns: 80 });

function addressOn(terminal: Terminal): string {
  return /https:\/\/localhost:\d+\/auth\S+/.exec(terminal.raw())?.[0] ?? '';
}

/** What is no secret and differs from run to run. */
function settled(screen: string): string {
  return screen
    .replace(/https:\/\/localhost:\d+\/auth[\s\S]*?S256/g, 'https://localhost:PORT/auth?...')
    .replace(/127\.0\.0\.1:\d+/g, '127.0.0.1:PORT');
}

function filesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((it) => it.isFile())
    .map((it) => join(it.parentPath, it.name));
}

describe('signing in at a terminal', () => {
  test('opens the browser, waits for the person, and keeps what the sign-in leaves behind where nobody sees it', async () => {
    const terminal = authorize();
    await terminal.until('Ctrl-C leaves everything as it was');
    await fetch(await signInAsPerson(addressOn(terminal), { get: browser }));

    expect(await terminal.ended).toBe(0);
    expectGolden('screens/connection-authorize-80', `${settled(terminal.screen())}\n`);
    const { json } = await cli.ok(['connection', 'show', 'news', '-o', 'json']);
    expect(json()).toMatchObject({ status: 'ready', signIn: { expiresAt: expect.any(String) } });

    const printed = [terminal.raw(), (await cli.ok(['audit', 'list', '-o', 'json'])).stdout];
    const kept = filesIn(cli.home).map((file) => readFileSync(file, 'latin1'));
    expect(oidc.given.length).toBeGreaterThan(0);
    for (const secret of [...oidc.given, clientSecret])
      expect([...printed, ...kept].filter((text) => text.includes(secret))).toEqual([]);
    const opened = readFileSync(join(cli.home, 'opened'), 'utf8');
    expect(opened.split('\n')[0]).toBe(addressOn(terminal));
    expect(opened).not.toContain('CINCH_');
  });

  test('Ctrl-C leaves everything as it was', async () => {
    const terminal = authorize('--no-browser');
    await terminal.until('Ctrl-C leaves everything as it was');
    terminal.type(keys.ctrlC);

    expect(await terminal.ended).toBe(130);
    expect(terminal.screen()).toContain('interrupted; nothing half done was left');
    const { json } = await cli.ok(['connection', 'show', 'news', '-o', 'json']);
    expect(json()).toMatchObject({ status: 'awaiting sign-in', revision: 1, signIn: null });
    expect(existsSync(join(cli.home, 'opened'))).toBe(false);
  });

  test('where nobody can be asked it ends with 15, and says where a person has to go', async () => {
    const { exit, json } = await cli(['connection', 'authorize', 'news', '-o', 'json'], { env });

    expect(exit).toBe(15);
    expect(json()).toMatchObject({ code: 'sign_in.waits', address: `${oidc.origin}/auth?client_id=app-1` });
  });

  test('a service that this machine does not trust gets no code', async () => {
    env = { ...env, NODE_EXTRA_CA_CERTS: '' };
    const terminal = authorize('--device');

    expect(await terminal.ended).toBe(12);
    expect(terminal.screen()).toContain('cannot be reached');
    expect(oidc.given).toEqual([]);
  });
});
