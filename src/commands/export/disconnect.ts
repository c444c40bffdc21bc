import { defineCommand } from '../define.ts';
import { changeDependents, whichFlags } from '../shared/dependent-changes.ts';

export default defineCommand({
  path: 'export disconnect',
  summary: 'Take the connection away and keep the rest',
  description:
    'Without a connection an export is inactive and cannot run; what it sends and how often stays. `export connect` makes it active again. `detach` is another word for it.',
  changes: true,
  args: [
    { name: 'export', help: 'Names, ids or exact display names', completes: 'export', optional: true, many: true },
  ],
  flags: whichFlags,
  examples: [
    { run: 'export disconnect nightly-customers', does: 'stop one, until it has a connection again' },
    { run: 'export disconnect --connection old-drop --dry-run', does: 'see which ones one connection would lose' },
  ],

  run: ({ args, flags }, context) =>
    changeDependents(context, {
      kind: 'export',
      verb: 'disconnect',
      refs: args.export,
      connection: flags.connection,
      change: (dependent) => ({ change: 'export.disconnect', dependent }),
    }),
});
