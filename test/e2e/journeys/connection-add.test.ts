import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Cli, createCli } from '../../support/cli.ts';
import { expectGolden } from '../../support/golden.ts';
import { keys, openTerminal } from '../../support/pty.ts';

let cli: Cli;
beforeEach(() => {
  cli = createCli();
});
afterEach(() => cli.remove());

describe('adding a connection at a terminal', () => {
  test('asks for what is missing, shows all of it, and ends with the same command without questions', async () => {
    writeFileSync(join(cli.home, 'id_ed25519'), 'a private key\n');
    const terminal = openTerminal(['connection', 'add'], { home: cli.home, columns: 80, rows: 24 });

    await terminal.until('type to filter');
    terminal.type('sftp');
    await terminal.until('SFTP custom import');
    terminal.type(keys.enter);
    await terminal.until('? Display name');
    terminal.type('Retail nightly drop', keys.enter);
    await terminal.until('? Sign in with');
    terminal.type(keys.down, keys.enter);
    await terminal.until('? Host name');
    terminal.type('sftp://partner', keys.enter);
    await terminal.until('Host name has to be a host name');
    terminal.type(keys.ctrlU, 'sftp.partner.example', keys.enter);
    await terminal.until('? User name');
    terminal.type('svc-cdp', keys.enter);
    await terminal.until('? Private key');
    terminal.type(keys.enter);
    await terminal.until('? Path of the file');
    terminal.type('id_ed25519', keys.enter);
    await terminal.until('? Passphrase');
    terminal.type(keys.enter);
    await terminal.until('? Export folder');
    terminal.type('Nightly/Drop', keys.enter);
    await terminal.until('? Who may use it?');
    terminal.type(keys.down, keys.enter);
    await terminal.until('leave without saving');
    terminal.type(keys.enter);
    await terminal.until('yes, I agree');
    terminal.type(keys.down, keys.down, keys.enter);
    const exit = await terminal.ended;

    expectGolden('screens/connection-add-sftp-80', `${terminal.screen()}\n`);
    expect(exit).toBe(0);
    const shown = (await cli.ok(['connection', 'show', 'retail-nightly-drop', '-o', 'json'])).json();
    expect(shown).toMatchObject({
      type: 'sftp',
      sharedWith: 'contributors',
      settings: { authenticationMethod: 'sshKey', exportFolder: 'nightly/drop' },
    });
  });
});
