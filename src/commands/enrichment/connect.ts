import { defineCommand } from '../define.ts';
import { connectDependents, connectFlags } from '../shared/dependent-connect.ts';

export default defineCommand({
  path: 'enrichment connect',
  summary: 'Give enrichments a connection, which makes them active',
  description: 'The connection has to be of the same type as the enrichments.',
  changes: true,
  args: [
    {
      name: 'enrichment',
      help: 'Names, ids or exact display names',
      completes: 'enrichment',
      optional: true,
      many: true,
    },
  ],
  flags: connectFlags,
  examples: [
    { run: 'enrichment connect company-profiles --connection new-data', does: 'move one, and start it' },
    { run: 'enrichment connect one two --connection new-data', does: 'several at once, all or none' },
  ],

  run: ({ args, flags }, context) => connectDependents('enrichment', args.enrichment, flags.connection, context),
});
