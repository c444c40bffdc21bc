import { defineCommand } from '../define.ts';
import { waysToRun } from '../shared/ways-to-run.ts';

export default defineCommand({
  path: 'export show',
  summary: 'Show one export and what a run still lacks',
  description: 'A run lacks what its type needs and nobody has told yet; tell it with `export edit`.',
  args: [{ name: 'export', help: 'Name, id or exact display name', completes: 'export' }],
  flags: {},
  examples: [
    { run: 'export show nightly-customers', does: 'what it sends, how often, over which connection' },
    { run: 'export show nightly-customers -o json --query lacks', does: 'what it still lacks, for a script' },
  ],

  async run({ args }, context) {
    const environment = await context.environment();
    const data = await environment.query('export.show', { dependent: args.export });
    return { kind: 'Export', data, next: waysToRun('export', data) };
  },
});
