import { seesInside } from '../../model/policy.ts';
import { defineCommand } from '../define.ts';

export default defineCommand({
  path: 'keyvault show',
  summary: 'Show the linked key vault, and how much uses it',
  description: 'What is known here; `keyvault check` asks the vault itself.',
  args: [],
  flags: {},
  examples: [
    { run: 'keyvault show', does: 'where it is, how it is signed in to, who linked it' },
    { run: 'keyvault show -o json --query url', does: 'its address alone' },
  ],

  async run(_, context) {
    const environment = await context.environment();
    const vault = await environment.query('keyvault.show', {});
    const { role } = await environment.query('whoami', {});
    const uses = seesInside({ role }) ? (await environment.query('keyvault.references', {})).items : undefined;
    const distinct = (of: (use: { name: string; secret: string }) => string) => new Set(uses?.map(of)).size;
    return {
      kind: 'KeyVault',
      data: {
        ...vault,
        uses:
          uses === undefined
            ? null
            : { secrets: distinct(({ secret }) => secret.toLowerCase()), connections: distinct(({ name }) => name) },
      },
    };
  },
});
