import { defineCommand } from '../define.ts';
import { askedNames, changeDependents } from '../shared/dependent-changes.ts';

export default defineCommand({
  path: 'export remove',
  summary: 'Remove exports',
  description: 'Their connections stay. To stop one and keep what it sends, disconnect it instead.',
  changes: true,
  args: [
    {
      name: 'export',
      help: 'Names, ids or exact display names',
      completes: 'export',
      many: true,
      asks: (context) => askedNames(context, 'export', 'remove'),
    },
  ],
  flags: {},
  examples: [
    { run: 'export remove nightly-customers --yes', does: 'remove one' },
    { run: 'export remove one two three --dry-run', does: 'see what would happen to several' },
  ],

  run: ({ args }, context) =>
    changeDependents(context, {
      kind: 'export',
      verb: 'remove',
      refs: args.export,
      connection: undefined,
      change: (dependent) => ({ change: 'export.remove', dependent }),
    }),
});
