import { defineCommand } from '../define.ts';
import { preferenceKeys, preferenceOf } from '../shared/preference.ts';

export default defineCommand({
  path: 'config explain',
  summary: 'Show where each value comes from',
  description:
    'A flag goes before a variable, and a variable before a preference. What lost is listed beside what won.',
  args: [{ name: 'key', help: 'One preference alone', completes: preferenceKeys, optional: true }],
  flags: {},
  examples: [
    { run: 'config explain', does: 'what holds, and what it goes before' },
    { run: 'config explain environment', does: 'why commands go where they go' },
  ],

  async run({ args: { key } }, context) {
    const items = await (await context.preferences()).explain();
    return {
      kind: 'ConfigList',
      data: { items: key === undefined ? items : [preferenceOf(items, key)], next: null },
    };
  },
});
