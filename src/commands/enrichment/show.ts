import { defineCommand } from '../define.ts';
import { waysToRun } from '../shared/ways-to-run.ts';

export default defineCommand({
  path: 'enrichment show',
  summary: 'Show one enrichment and what a run still lacks',
  description: 'A run lacks what its type needs and nobody has told yet; tell it with `enrichment edit`.',
  args: [{ name: 'enrichment', help: 'Name, id or exact display name', completes: 'enrichment' }],
  flags: {},
  examples: [
    { run: 'enrichment show company-profiles', does: 'whom it enriches, how often, over which connection' },
    { run: 'enrichment show company-profiles -o json --query lacks', does: 'what it still lacks, for a script' },
  ],

  async run({ args }, context) {
    const environment = await context.environment();
    const data = await environment.query('enrichment.show', { dependent: args.enrichment });
    return { kind: 'Enrichment', data, next: waysToRun('enrichment', data) };
  },
});
