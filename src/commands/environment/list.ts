import { defineCommand } from '../define.ts';

export default defineCommand({
  path: 'environment list',
  summary: 'List environments and the one in use',
  description: 'Where one cannot be read, the last column says why.',
  args: [],
  flags: {},
  examples: [
    { run: 'environment list', does: 'all of them, with the one that commands go to' },
    { run: 'environment list -o name', does: 'their names, for a script' },
  ],

  async run(_, context) {
    const items = await (await context.environments()).list();
    return { kind: 'EnvironmentList', data: { items, next: null } };
  },
});
