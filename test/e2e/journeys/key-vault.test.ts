import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { terms } from '../../support/fault-store.ts';
import { expectGolden } from '../../support/golden.ts';
import { keys, openTerminal } from '../../support/pty.ts';
import { createVaultCli, type VaultCli } from '../../support/vault-cli.ts';

let cli: VaultCli;
beforeEach(async () => {
  cli = await createVaultCli();
  const soon = Math.floor(Date.now() / 1000) + 10 * 86_400;
  cli.server.secrets.set('crm-key', { value: 'x' });
  cli.server.secrets.set('retail-off', { value: 'x', enabled: false });
  cli.server.secrets.set('retail-old', { value: 'x', exp: 1_700_000_000 });
  cli.server.secrets.set('retail-sftp', { value: 'x', exp: 4_000_000_000 });
  cli.server.secrets.set('retail-soon', { value: 'x', exp: soon });
});
afterEach(() => cli.remove());
const dated = (screen: string) => screen.replace(/(expires soon:) [\dT:.-]+Z/, '$1 2026-12-01T00:00:00.000Z');

describe('a secret of the key vault at a terminal', () => {
  test('is found by typing in a list, which shows what cannot be used and what soon will not', async () => {
    const url = 'https://contoso.vault.azure.net';
    await cli.ok(['keyvault', 'link', url, '--credential', 'environment', '--accept-terms', terms]);
    const given = [
      '--hostname',
      'sftp.partner.example',
      '--username',
      'svc',
      '--authentication-method',
      'usernamePassword',
    ];
    const more = ['--export-folder', 'in', '--share', 'administrators', '--accept-terms', terms];
    const terminal = openTerminal(['connection', 'add', 'sftp', 'Drop', ...given, ...more], {
      home: cli.home,
      columns: 80,
      rows: 24,
      env: cli.variables,
    });

    await terminal.until('take it from the key vault');
    terminal.type(keys.enter);
    await terminal.until('Which secret of the key vault?');
    await terminal.until('crm-key');
    terminal.type('retail');
    await terminal.until('disabled in the vault');
    const list = dated(terminal.screen());
    terminal.type('-sf');
    await terminal.until('❯ retail-sftp');
    terminal.type(keys.enter);
    await terminal.until('leave without saving');
    terminal.type(keys.enter);
    expect(await terminal.ended).toBe(0);

    expectGolden('screens/key-vault-secrets-80', `${list}\n`);
    const shown = (await cli.ok(['connection', 'show', 'drop', '-o', 'json'])).json();
    expect(shown.secrets.password).toEqual({ source: 'keyvault', secret: 'retail-sftp', version: null });
  });
});
