import { defineCommand } from '../define.ts';

export default defineCommand({
  path: 'connection dependents',
  summary: 'Show the exports and enrichments that use it',
  description: 'For administrators and auditors.',
  args: [{ name: 'connection', help: 'Name, id or exact display name', completes: 'connection' }],
  flags: {
    draw: {
      kind: 'text',
      choices: ['tree', 'table', 'mermaid', 'dot'],
      help: 'As a tree, a table, or a graph for Mermaid or Graphviz; a tree when left out',
    },
  },
  examples: [
    { run: 'connection dependents retail-nightly-drop', does: 'a tree of what uses it' },
    { run: 'connection dependents retail-nightly-drop --draw dot | dot -Tsvg > uses.svg', does: 'a picture' },
    { run: 'connection dependents retail-nightly-drop -o name', does: 'names alone, for a script' },
  ],

  async run({ args, flags }, context) {
    const environment = await context.environment();
    const uses = await environment.query('connection.dependents', { connection: args.connection });
    return { kind: 'Dependents', data: uses, ...(flags.draw === undefined ? {} : { drawing: flags.draw }) };
  },
});
