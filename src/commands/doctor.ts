import { defineCommand } from './define.ts';

export default defineCommand({
  path: 'doctor',
  summary: 'Check the runtime, the store and what waits for you',
  description:
    'Looks at everything and changes nothing: the runtime, the preferences, the store with every record and its audit trail, the key of the secrets, and what waits for someone. Ends with exit code 12 where something is broken.',
  args: [],
  flags: {},
  examples: [
    { run: 'doctor', does: 'all checks, each with the command that mends what it found' },
    { run: "doctor -o json --query 'items[?result==`problem`]'", does: 'what is broken, for a script' },
  ],

  async run(_, context) {
    const items = await context.diagnose();
    const broken = items.some(({ result }) => result === 'problem');
    return { kind: 'Doctor', data: { items, next: null }, exit: broken ? 12 : 0 };
  },
});
