import { defineCommand } from '../define.ts';
import { changeDependents, whichFlags } from '../shared/dependent-changes.ts';

export default defineCommand({
  path: 'enrichment deactivate',
  summary: 'Stop enrichments and keep their settings',
  description:
    'An inactive enrichment keeps its connection until that is removed, and does not stand in the way of that. `detach` is another word for it.',
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
  flags: whichFlags,
  examples: [
    { run: 'enrichment deactivate company-profiles', does: 'stop one' },
    { run: 'enrichment deactivate --connection company-data', does: 'stop everything on one connection' },
  ],

  run: ({ args, flags }, context) =>
    changeDependents(context, {
      kind: 'enrichment',
      verb: 'deactivate',
      refs: args.enrichment,
      connection: flags.connection,
      change: (dependent) => ({ change: 'enrichment.deactivate', dependent }),
    }),
});
