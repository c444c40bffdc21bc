import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Cli, createCli } from '../../support/cli.ts';
import { expectGolden } from '../../support/golden.ts';
import { keys, openTerminal, type Terminal } from '../../support/pty.ts';

let cli: Cli;
beforeEach(() => {
  cli = createCli();
});
afterEach(() => cli.remove());

/** Answers questions one after the other: waits for the words of each, then types. */
async function answer(terminal: Terminal, ...steps: readonly (readonly [until: string, ...typed: string[]])[]) {
  for (const [until, ...typed] of steps) {
    await terminal.until(until);
    terminal.type(...typed);
  }
}

const agree = ['yes, I agree', keys.down, keys.down, keys.enter] as const;

describe('adding a connection at a terminal', () => {
  test('of a type with browser sign-in says that it awaits it, and names a variable for a secret that nobody saw', async () => {
    const terminal = openTerminal(['connection', 'add', 'mailchimp'], { home: cli.home });

    await answer(
      terminal,
      ['? Display name', 'Newsletter', keys.enter],
      ['? Client ID', 'cinch-app-1', keys.enter],
      ['? Client secret', keys.up, keys.up, keys.up, keys.enter],
      ['(not shown)', 'canary-5ecret-41c9', keys.enter],
      ['? Refresh token', keys.enter],
      ['some contributors, by name', keys.enter],
      ['leave without saving', keys.enter],
      agree,
    );

    expect(await terminal.ended).toBe(0);
    expect(terminal.raw()).not.toContain('canary');
    expectGolden('screens/connection-add-mailchimp-80', `${terminal.screen()}\n`);
  });

  test('of the platform own vendor asks for no secret, and for the display name once the type is known', async () => {
    const terminal = openTerminal(['connection', 'add', 'azure-blob-storage', 'Segments for partners'], {
      home: cli.home,
    });

    await answer(
      terminal,
      ['? Subscription', 'Contoso Production', keys.enter],
      ['? Resource group', 'rg-customer-data', keys.enter],
      ['? Storage account', 'Contoso-Data', keys.enter],
      ['lower-case letters and digits', keys.ctrlU, 'contosodata', keys.enter],
      ['? Container', 'segments-out', keys.enter],
      ['? Enable Private Link', keys.enter],
      ['some contributors, by name', keys.enter],
      ['leave without saving', keys.enter],
      agree,
    );

    expect(await terminal.ended).toBe(0);
    expectGolden('screens/connection-add-azure-blob-storage-80', `${terminal.screen()}\n`);
  });

  test('for enrichments does not ask who may use it, because contributors always may', async () => {
    const terminal = openTerminal(['connection', 'add', 'leadspace', 'Company data'], {
      home: cli.home,
      env: { LEADSPACE_TOKEN: 'a token' },
    });

    await answer(
      terminal,
      ['take it from a variable', keys.down, keys.down, keys.enter],
      ['? Name of the variable', 'LEADSPACE', keys.enter],
      ['the variable is not set', '_TOKEN', keys.enter],
      ['leave without saving', keys.enter],
      agree,
    );

    expect(await terminal.ended).toBe(0);
    expectGolden('screens/connection-add-leadspace-80', `${terminal.screen()}\n`);
  });

  test('changes an answer in the review, and asks what only then applies', async () => {
    const terminal = openTerminal(['connection', 'add', 'sftp', 'Drop', '--hostname', 'sftp.partner.example'], {
      home: cli.home,
      columns: 40,
      rows: 20,
    });

    await answer(
      terminal,
      ['? Sign in with', keys.enter],
      ['? User name', 'svc-cdp', keys.enter],
      ['? Password', keys.enter],
      ['(not shown)', 'hunter', keys.enter],
      ['? Export folder', keys.enter],
      ['? Who may use it?', keys.enter],
      ['leave without saving', keys.down, keys.down, keys.down, keys.down, keys.enter],
      ['❯ user name and password', keys.down, keys.enter],
      ['? Private key', keys.enter],
      ['? Path of the file', '/dev/null', keys.enter],
      ['gave nothing', keys.ctrlC],
    );

    expect(await terminal.ended).toBe(130);
    expectGolden('screens/connection-add-interrupted-40', `${terminal.screen()}\n`);
    expect((await cli(['environment', 'list', '-o', 'name'])).stdout).toBe('');
  });
});
