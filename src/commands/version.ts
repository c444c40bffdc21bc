import { defineCommand } from './define.ts';

export default defineCommand({
  path: 'version',
  summary: 'Print the version, the runtime and the platform',
  description: 'In one line and without loading anything: `cinch --version`.',
  args: [],
  flags: {},
  examples: [
    { run: 'version', does: 'what to say when something is wrong' },
    { run: 'version -o json --query version', does: 'the version alone; `--version` is faster' },
  ],

  async run(_, { about }) {
    return { kind: 'Version', data: about };
  },
});
