import { warning } from '../../kernel/warning.ts';
import { defineCommand } from '../define.ts';
import { environmentResult } from '../shared/environment-result.ts';

export default defineCommand({
  path: 'environment use',
  summary: 'Choose the environment for the next commands',
  description:
    'Kept as the preference `environment`. The variable `CINCH_ENVIRONMENT` goes before it, and `--environment` before both; `config explain` shows which one holds.',
  changes: true,
  args: [{ name: 'environment', help: 'Its name', completes: 'environment' }],
  flags: {},
  examples: [
    { run: 'environment list', does: 'which ones there are, and the one in use' },
    { run: 'environment use test', does: 'the next commands go to test' },
  ],

  async run({ args: { environment: name } }, context) {
    const another = await (await context.environments()).use(name, context.common);
    const held = (await (await context.preferences()).explain()).find(({ key }) => key === 'environment');
    const overruled = held?.origin === 'CINCH_ENVIRONMENT' && held.value !== name;
    return environmentResult(context.common, {
      change: 'environment.use',
      name,
      result: another ? 'updated' : 'unchanged',
      next: ['cinch connection list'],
      warnings: overruled ? [warning('overruled', { by: held.origin, value: held.value ?? '' })] : [],
    });
  },
});
