import { stateOf, usualDays } from '../../model/key-vault.ts';
import type { VaultReference } from '../../model/vault-reference.ts';
import type { Context } from '../context.ts';
import { defineCommand } from '../define.ts';

export default defineCommand({
  path: 'keyvault secrets',
  summary: 'List the names of the secrets in the key vault',
  description: 'Asks the vault for names, whether each can be used, and when it expires; never for a value.',
  args: [],
  flags: { search: { kind: 'text', placeholder: 'TEXT', help: 'Only names with this text in them' } },
  examples: [
    { run: 'keyvault secrets', does: 'all of them, with how many connections use each' },
    { run: 'keyvault secrets --search sftp -o name', does: 'names alone, for a script' },
  ],

  async run({ flags: { search = '' } }, context) {
    const uses = await references(context);
    const now = context.clock();
    const found = await (await context.vault()).list();
    const items = found
      .filter(({ name }) => name.toLowerCase().includes(search.trim().toLowerCase()))
      .map((secret) => ({
        name: secret.name,
        state: stateOf(secret, now, usualDays),
        enabled: secret.enabled,
        startsAt: secret.startsAt,
        expiresAt: secret.expiresAt,
        connections: uses.filter((use) => use.secret.toLowerCase() === secret.name.toLowerCase()).length,
      }));
    return { kind: 'KeyVaultSecretList', data: { items, next: null, total: items.length } };
  },
});

async function references(context: Context): Promise<readonly VaultReference[]> {
  return (await (await context.environment()).query('keyvault.references', {})).items;
}
