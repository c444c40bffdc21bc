import { defineCommand } from '../define.ts';

export default defineCommand({
  path: 'connection show',
  summary: 'Show one connection, without its secrets',
  description:
    'Contributors see the name, display name and type of what they may use. A secret is told by where it is kept and when it changed, never by its value.',
  args: [{ name: 'connection', help: 'Name, id or exact display name', completes: 'connection' }],
  flags: {},
  examples: [
    { run: 'connection show retail-nightly-drop', does: 'its settings, sharing, consent and lock' },
    { run: 'connection show retail-nightly-drop -o json --query settings.hostname', does: 'one value, for a script' },
  ],

  async run({ args }, context) {
    const environment = await context.environment();
    return { kind: 'Connection', data: await environment.query('connection.show', { connection: args.connection }) };
  },
});
