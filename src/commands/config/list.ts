import { defineCommand } from '../define.ts';

export default defineCommand({
  path: 'config list',
  summary: 'List the preferences',
  description: 'Keys: environment, output, accessible. What is not set has no value.',
  args: [],
  flags: {},
  examples: [
    { run: 'config list', does: 'every preference with the value that holds' },
    { run: 'config list -o json', does: 'the same for a program' },
  ],

  async run(_, context) {
    const items = await (await context.preferences()).explain();
    return { kind: 'ConfigList', data: { items, next: null } };
  },
});
