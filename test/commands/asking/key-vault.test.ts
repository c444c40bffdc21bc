import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { problem } from '../../../src/kernel/problem.ts';
import { secretValue } from '../../../src/kernel/secret-value.ts';
import type { Vault } from '../../../src/kernel/vault.ts';
import type { ConnectionDetail } from '../../../src/model/query.ts';
import { currentTerms } from '../../../src/model/terms.ts';
import { ask } from '../../support/asking.ts';
import { expectGolden } from '../../support/golden.ts';
import { heldVault } from '../../support/held-vault.ts';
import { createWorld, type World } from '../../support/world.ts';

const terms = currentTerms();
const url = 'https://contoso.vault.azure.net';
const link = { change: 'keyvault.link', url, credential: 'azure-cli', terms } as const;
const drop = {
  change: 'connection.add',
  type: 'sftp',
  displayName: 'Drop',
  settings: { hostname: 'sftp.partner.example', username: 'svc' },
  terms,
} as const;
// The clock of the tests stands at 2 January 2026.
const vault = heldVault([
  { name: 'crm-key' },
  { name: 'retail-sftp', expiresAt: '2027-01-01T00:00:00.000Z' },
  { name: 'retail-soon', expiresAt: '2026-01-20T00:00:00.000Z' },
  { name: 'retail-old', expiresAt: '2025-12-31T00:00:00.000Z' },
  { name: 'retail-off', enabled: false },
]);
const broken: Vault = {
  ...vault,
  list: async () => {
    throw problem('keyvault.silent', { host: 'contoso.vault.azure.net', seconds: 30 });
  },
};

let world: World;
beforeEach(async () => {
  world = await createWorld();
});
afterEach(() => world.close());
const secretsOf = async (connection: string) =>
  ((await world.as().query('connection.show', { connection })) as ConnectionDetail).secrets;
const adding = [
  'connection',
  'add',
  'sftp',
  'Drop',
  '--hostname',
  'sftp.partner.example',
  '--username',
  'svc',
  '--export-folder',
  'in',
  '--authentication-method',
  'usernamePassword',
  '--share',
  'administrators',
];

describe('a secret of a new connection', () => {
  test('R28 is chosen from a list of the vault, which shows what cannot be used and what soon will not', async () => {
    await world.as().apply([link]);

    const { seen, outcome } = await ask(
      world,
      ['connection', 'add', 'sftp'],
      [
        ['Display name', 'Retail nightly drop'],
        ['Sign in with', 'user name and password'],
        ['Host name', 'sftp.partner.example'],
        ['User name', 'svc'],
        ['Password', 'take it from the key vault'],
        ['Which secret of the key vault?', 'retail-sftp'],
        ['Export folder', 'nightly'],
        ['Who may use it?', 'administrators only'],
        ['Review', 'save it'],
        [`Do you agree to the terms of ${terms}?`, 'yes, I agree'],
      ],
      { vault },
    );

    expectGolden('asking/key-vault-add', seen);
    expect(outcome?.same?.command).toContain('--secret password=keyvault:retail-sftp');
    expect(await secretsOf('retail-nightly-drop')).toEqual({
      password: { source: 'keyvault', secret: 'retail-sftp', version: null },
    });
  });

  test('is asked for from elsewhere again where the vault cannot be listed', async () => {
    await world.as().apply([link]);

    const { seen, problem: found } = await ask(
      world,
      [...adding, '--accept-terms', terms],
      [
        ['Password', 'take it from the key vault'],
        ['Password', 'take it from a variable'],
        ['Name of the variable', 'A'],
        ['Review', 'save it'],
      ],
      { vault: broken, env: { A: 'x' } },
    );

    expect(found).toBeUndefined();
    expect(seen).toContain('did not answer within 30 seconds');
  });

  test('that cannot be used is told, and asked again', async () => {
    await world.as().apply([link]);
    const gone = { ...vault, look: heldVault([{ name: 'crm-key' }]).look };

    const { seen, problem: found } = await ask(
      world,
      [...adding, '--accept-terms', terms],
      [
        ['Password', 'take it from the key vault'],
        ['Which secret of the key vault?', 'retail-sftp'],
        ['Review', 'save it'],
        ['Review', 'Password'],
        ['Password', 'take it from the key vault'],
        ['Which secret of the key vault?', 'crm-key'],
        ['Review', 'save it'],
      ],
      { vault: gone },
    );

    expect(found).toBeUndefined();
    expect(seen).toContain('there is no secret `retail-sftp` in the key vault');
    expect(await secretsOf('drop')).toMatchObject({ password: { secret: 'crm-key' } });
  });

  test('is not offered from a vault that is not linked, nor where the type cannot take it from one', async () => {
    const { seen } = await ask(
      world,
      [...adding, '--accept-terms', terms],
      [
        ['Password', 'take it from a variable'],
        ['Name of the variable', 'A'],
        ['Review', 'save it'],
      ],
      { env: { A: 'x' } },
    );
    await world.as().apply([link]);
    const leads = await ask(
      world,
      ['connection', 'add', 'leadspace', 'Leads', '--accept-terms', terms],
      [
        ['Token', 'take it from a variable'],
        ['Name of the variable', 'A'],
        ['Review', 'save it'],
      ],
      { env: { A: 'x' } },
    );

    expect(seen + leads.seen).not.toContain('key vault');
  });
});

describe('a secret of a connection that is edited', () => {
  test('R29 that comes from the vault can be another of the vault, and none that is stored', async () => {
    await world.as().apply([link, { ...drop, secrets: { password: { keyVault: 'crm-key' } } }]);

    const { seen } = await ask(
      world,
      ['connection', 'edit', 'drop'],
      [
        ['Change which?', 'Password'],
        ['Password', 'take it from the key vault'],
        ['Which secret of the key vault?', 'retail-soon'],
        ['Change which?', 'save'],
        ['Save this?', 'save it'],
      ],
      { vault },
    );

    expectGolden('asking/key-vault-edit', seen);
    expect(await secretsOf('drop')).toMatchObject({ password: { secret: 'retail-soon' } });
  });

  test('that is stored may move to the vault', async () => {
    await world.as().apply([link, { ...drop, secrets: { password: secretValue('x') } }]);

    const { problem: found } = await ask(
      world,
      ['connection', 'edit', 'drop', '--secret', 'password=keyvault:crm-key'],
      [],
      {
        vault,
      },
    );

    expect(found).toBeUndefined();
    expect(await secretsOf('drop')).toMatchObject({ password: { source: 'keyvault', secret: 'crm-key' } });
  });

  test('R29 stays, whatever the file of an editor says in its place; nothing that was written is lost', async () => {
    await world.as().apply([link, { ...drop, secrets: { password: { keyVault: 'crm-key' } } }]);
    const files: string[] = [];
    const turns = ['env:A', 'keyvault:retail-sftp'];

    const { seen, problem: found } = await ask(
      world,
      ['connection', 'edit', 'drop', '--editor'],
      [
        ['Save this?', 'save it'],
        ['Save this?', 'save it'],
      ],
      {
        vault,
        env: { A: 'x' },
        edit: (text) => {
          files.push(text);
          return text.replace(/password: \S+/, `password: ${turns[files.length - 1]}`);
        },
      },
    );

    expect(found).toBeUndefined();
    expect(files[0]).toContain('password: keyvault:crm-key');
    expect(seen).toMatch(/cannot become a stored\s+secret/);
    expect(await secretsOf('drop')).toMatchObject({ password: { secret: 'retail-sftp' } });
  });
});

describe('linking a vault', () => {
  test('asks how to sign in and for the agreement, and ends with the same without questions', async () => {
    const { seen, outcome } = await ask(
      world,
      ['keyvault', 'link', url],
      [
        ['How is the vault signed in to?', 'browser'],
        [`Do you agree to the terms of ${terms}?`, 'show me the whole text'],
        [`Do you agree to the terms of ${terms}?`, 'yes, I agree'],
      ],
      { vault },
    );

    expectGolden('asking/key-vault-link', seen);
    expect(outcome?.same?.command).toBe(`cinch keyvault link ${url} --credential browser --accept-terms ${terms}`);
    expect((await world.as().query('keyvault.show', {})).credential).toBe('browser');
  });

  test('links nothing where the vault cannot be listed', async () => {
    const { problem: found } = await ask(
      world,
      ['keyvault', 'link', url, '--credential', 'environment', '--accept-terms', terms],
      [],
      { vault: broken },
    );

    expect(found?.code).toBe('keyvault.silent');
    await expect(world.as().query('keyvault.show', {})).rejects.toMatchObject({ code: 'keyvault.not_linked' });
  });

  test('R27 is refused before the vault is asked, while a connection uses another', async () => {
    await world.as().apply([link, { ...drop, secrets: { password: { keyVault: 'crm-key' } } }]);

    const { problem: found } = await ask(
      world,
      ['keyvault', 'link', 'https://fabrikam.vault.azure.net', '--credential', 'azure-cli', '--accept-terms', terms],
      [],
      { vault: broken },
    );

    expect(found?.code).toBe('keyvault.in_use');
  });
});
