import { defineCommand } from '../define.ts';
import { askedNames, changeDependents } from '../shared/dependent-changes.ts';

export default defineCommand({
  path: 'enrichment activate',
  summary: 'Start stopped enrichments again',
  description: 'Needs the connection it had; one that lost it is given another with `enrichment connect`.',
  changes: true,
  args: [
    {
      name: 'enrichment',
      help: 'Names, ids or exact display names',
      completes: 'enrichment',
      many: true,
      asks: (context) => askedNames(context, 'enrichment', 'activate'),
    },
  ],
  flags: {},
  examples: [
    { run: 'enrichment activate company-profiles', does: 'start it with the settings it had' },
    { run: 'enrichment activate one two', does: 'several at once, all or none' },
  ],

  run: ({ args }, context) =>
    changeDependents(context, {
      kind: 'enrichment',
      verb: 'activate',
      refs: args.enrichment,
      connection: undefined,
      change: (dependent) => ({ change: 'enrichment.activate', dependent }),
    }),
});
