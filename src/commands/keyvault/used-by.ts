import { defineCommand } from '../define.ts';

export default defineCommand({
  path: 'keyvault used-by',
  summary: 'List the connections that use a secret of the vault',
  description:
    'With the exports and enrichments that run over each, which stop when the secret cannot be read. Without a secret, all of them. Asks nothing of the vault.',
  args: [{ name: 'secret', help: 'Name of the secret in the vault', optional: true }],
  flags: {},
  examples: [
    { run: 'keyvault used-by retail-sftp', does: 'what to look after when it is changed' },
    { run: 'keyvault used-by -o csv', does: 'every reference, for a table' },
  ],

  async run({ args: { secret } }, context) {
    const environment = await context.environment();
    await environment.query('keyvault.show', {});
    const { items } = await environment.query('keyvault.references', secret === undefined ? {} : { secret });
    return { kind: 'KeyVaultUseList', data: { items, next: null, total: items.length } };
  },
});
