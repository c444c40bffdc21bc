import { defineCommand } from '../define.ts';
import { askedNames, changeDependents } from '../shared/dependent-changes.ts';

export default defineCommand({
  path: 'enrichment remove',
  summary: 'Remove enrichments',
  description: 'Their connections stay. To stop one and keep its settings, deactivate it instead.',
  changes: true,
  args: [
    {
      name: 'enrichment',
      help: 'Names, ids or exact display names',
      completes: 'enrichment',
      many: true,
      asks: (context) => askedNames(context, 'enrichment', 'remove'),
    },
  ],
  flags: {},
  examples: [
    { run: 'enrichment remove company-profiles --yes', does: 'remove one' },
    { run: 'enrichment remove one two --dry-run', does: 'see what would happen to several' },
  ],

  run: ({ args }, context) =>
    changeDependents(context, {
      kind: 'enrichment',
      verb: 'remove',
      refs: args.enrichment,
      connection: undefined,
      change: (dependent) => ({ change: 'enrichment.remove', dependent }),
    }),
});
