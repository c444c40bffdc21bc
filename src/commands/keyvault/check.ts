import { usualDays } from '../../model/key-vault.ts';
import { defineCommand } from '../define.ts';
import { checkReferences } from '../shared/check-references.ts';
import { checkSignIns } from '../shared/check-sign-ins.ts';

export default defineCommand({
  path: 'keyvault check',
  summary: 'Look at every secret that connections take from the vault',
  description:
    'Says which secrets are missing, disabled, expired, about to expire or out of reach, each with the connections, exports and enrichments that stop with it. Sign-ins in a browser that have ended or soon will are told along. Ends with exit code 11 where one cannot be used; one that is about to expire is only told. `-o junit` is for pipelines.',
  drawings: ['junit'],
  args: [],
  flags: {
    days: {
      kind: 'number',
      placeholder: 'N',
      min: 0,
      help: 'How many days before its end a secret is about to expire; 30 when left out',
    },
  },
  examples: [
    { run: 'keyvault check', does: 'what does not work, and what soon will not' },
    {
      run: 'keyvault check --days 60 -o junit > keyvault.xml',
      does: 'the same as a report of tests, looking further ahead',
    },
  ],

  async run({ flags: { days = usualDays } }, context) {
    const environment = await context.environment();
    const { name } = await environment.query('keyvault.show', {});
    const { items: references } = await environment.query('keyvault.references', {});
    const now = context.clock();
    const inVault = await checkReferences(context, references, days);
    const items = [...inVault, ...(await checkSignIns(environment, now, days))];
    const unusable = items.some(({ result }) => result !== 'usable' && result !== 'expiring');
    return {
      kind: 'KeyVaultCheck',
      data: { vault: name, days, checkedAt: now, items, next: null, total: items.length },
      exit: unusable ? 11 : 0,
    };
  },
});
