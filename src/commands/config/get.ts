import { defineCommand } from '../define.ts';
import { preferenceKeys, preferenceOf } from '../shared/preference.ts';

export default defineCommand({
  path: 'config get',
  summary: 'Print one preference',
  description:
    'Prints the value that holds, whether a flag, a variable or a preference gave it; nothing where none did.',
  args: [
    {
      name: 'key',
      question: 'Which preference?',
      help: 'One of environment, output and accessible',
      completes: preferenceKeys,
    },
  ],
  flags: {},
  examples: [
    { run: 'config get environment', does: 'which environment the next commands use' },
    { run: 'config get output', does: 'how they print; nothing where nobody chose' },
  ],

  async run({ args }, context) {
    const found = preferenceOf(await (await context.preferences()).explain(), args.key);
    return { kind: 'Text', data: { text: found.value === null ? '' : `${found.value}\n`, ...found } };
  },
});
