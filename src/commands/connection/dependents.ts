import { defineCommand } from '../define.ts';

export default defineCommand({
  path: 'connection dependents',
  summary: 'Show the exports and enrichments that use it',
  description: 'A tree, unless `-o` names another form; mermaid and dot are graphs. For administrators and auditors.',
  drawings: ['tree', 'mermaid', 'dot'],
  args: [{ name: 'connection', help: 'Name, id or exact display name', completes: 'connection' }],
  flags: {},
  examples: [
    { run: 'connection dependents retail-nightly-drop', does: 'a tree of what uses it' },
    { run: 'connection dependents retail-nightly-drop -o dot | dot -Tsvg > uses.svg', does: 'a picture' },
    { run: 'connection dependents retail-nightly-drop -o name', does: 'names alone, for a script' },
  ],

  async run({ args }, context) {
    const environment = await context.environment();
    const uses = await environment.query('connection.dependents', { connection: args.connection });
    return { kind: 'Dependents', data: uses };
  },
});
