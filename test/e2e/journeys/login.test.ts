import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type Cli, createCli } from '../../support/cli.ts';
import { type OidcServer, openOidc, signInAsPerson } from '../../support/oidc-server.ts';
import { keys, openTerminal } from '../../support/pty.ts';
import { writeRemote } from '../../support/workload-servers.ts';

const audience = 'https://cinch.example';
let oidc: OidcServer;
let cli: Cli;
beforeAll(async () => {
  oidc = await openOidc({
    resource: audience,
    client: { client_secret: undefined, token_endpoint_auth_method: 'none' },
  });
});
afterAll(() => oidc.close());
beforeEach(() => {
  cli = createCli();
  const signIn = { kind: 'browser', issuer: oidc.origin, clientId: 'app-1', scope: 'manage', audience } as const;
  writeRemote(cli.home, 'prod', { url: 'http://127.0.0.1:9', instance: 'instance-1', signIn });
});
afterEach(() => cli.remove());

describe('signing in to a server at a terminal', () => {
  test('shows where to go in a browser, and says where nothing of it could be kept', async () => {
    const terminal = openTerminal(['login', '--no-browser'], { home: cli.home });
    const screen = await terminal.until('waiting for at most 5 minutes');
    expect(screen).toContain('sign in to prod (127.0.0.1:9) at');

    const address = /http:\S+\/auth\?\S+(?:\n\S+)*/.exec(screen)?.[0].replaceAll('\n', '') ?? '';
    await fetch(await signInAsPerson(address));

    expect(await terminal.ended).toBe(0);
    expect(terminal.screen()).toContain('nothing, because no keychain runs here');
    for (const token of oidc.given) expect(terminal.raw()).not.toContain(token);
  });

  test('with another device shows a code, and ends once the person is done there', async () => {
    const terminal = openTerminal(['login', '--with', 'device-code'], { home: cli.home });
    const screen = await terminal.until('waiting for at most 5 minutes');

    const code = /and type there\s+(\S+)/.exec(screen)?.[1] ?? '';
    await signInAsPerson(`${oidc.origin}/device`, { code });

    expect(await terminal.ended).toBe(0);
    expect(terminal.screen()).toMatch(/signed in with +device-code/);
    for (const token of oidc.given) expect(terminal.raw()).not.toContain(token);
  });

  test('ends with 130 at Ctrl-C, and nothing has changed', async () => {
    const terminal = openTerminal(['login', '--no-browser', '--with', 'device-code'], { home: cli.home });
    await terminal.until('waiting for at most 5 minutes');
    terminal.type(keys.ctrlC);

    expect(await terminal.ended).toBe(130);
    const ran = await cli(['login', '--no-input', '-o', 'json']);
    expect(ran.json()).toMatchObject({ code: 'login.waits' });
  });

  test.each([['--with', 'token'], ['--with-token']])(
    'asks for an API token without showing it, where that is the way: %s',
    async (...way) => {
      const terminal = openTerminal(['login', ...way], { home: cli.home });
      await terminal.until('API token of prod');
      terminal.type('cinch_typed-canary', keys.enter);

      expect(await terminal.ended).toBe(11);
      expect(terminal.screen()).toContain('so the token for `prod` is not kept');
      expect(terminal.raw()).not.toContain('typed-canary');
    },
  );

  test('offers the servers where the environment in use is on this machine', async () => {
    for (const name of ['here', 'there']) await cli.ok(['environment', 'add', name]);
    await cli.ok(['environment', 'use', 'here']);

    const terminal = openTerminal(['login', '--with', 'token'], { home: cli.home });
    await terminal.until('Which server?\n❯ prod');
    expect(terminal.screen()).not.toContain('there');
    terminal.type(keys.enter);
    await terminal.until('API token of prod');
    terminal.type(keys.ctrlC);

    expect(await terminal.ended).toBe(130);
    expect((await cli(['login'])).stderr).toContain('`here` lies on this machine');
  });
});
