import { defineCommand } from '../define.ts';

export default defineCommand({
  path: 'config list',
  summary: 'List the preferences',
  args: [],
  flags: {},
  examples: [{ run: 'config list', does: 'every preference with the value that holds' }],

  async run(_, context) {
    const items = await (await context.preferences()).explain();
    return { kind: 'ConfigList', data: { items, next: null } };
  },
});
