import { problem } from '../../kernel/problem.ts';
import { shellWord } from '../../kernel/shell-word.ts';
import { defineCommand } from '../define.ts';
import { environmentResult } from '../shared/environment-result.ts';

export default defineCommand({
  path: 'environment add',
  summary: 'Make an environment on this machine',
  description:
    'It is a store of its own, with you as its first administrator. In a production environment every change asks to be confirmed.',
  changes: true,
  args: [{ name: 'name', help: 'Lower-case letters, digits and dashes' }],
  flags: {
    'display-name': { kind: 'text', placeholder: 'TEXT', help: 'What people call it; the name when left out' },
    production: { kind: 'switch', help: 'Ask for `--confirm` before every change' },
    tenant: { kind: 'text', placeholder: 'ID', help: 'Id or domain of the organisation it lies in' },
  },
  examples: [
    { run: 'environment add test', does: 'one to try things in' },
    {
      run: 'environment add prod --production --tenant contoso.onmicrosoft.com',
      does: 'one where nothing changes by mistake',
    },
  ],

  async run({ args: { name }, flags }, context) {
    const { common } = context;
    const environments = await context.environments();
    const about = {
      displayName: flags['display-name'] ?? name,
      production: flags.production,
      tenant: flags.tenant ?? null,
    };
    const there = common.ifExists !== 'fail' && (await environments.list()).some((it) => it.name === name);
    if (there && common.ifExists === 'update') {
      const rule = 'fail or skip here; an environment that is there is changed with `environment edit`';
      throw problem('usage.flag_value', { flag: '--if-exists', rule });
    }
    if (!there) await environments.add(name, about, common);
    return environmentResult(common, {
      change: 'environment.add',
      name,
      result: there ? 'unchanged' : 'created',
      next: [`cinch environment use ${shellWord(name)}`],
    });
  },
});
