import { defineCommand } from '../define.ts';
import { connectDependents, connectFlags } from '../shared/dependent-connect.ts';

export default defineCommand({
  path: 'export connect',
  summary: 'Give exports a connection, which makes them active',
  description:
    'The connection has to be of the same type as the exports. Contributors may connect exports that they made, or that were last on a connection shared with them, to one that is shared with them.',
  changes: true,
  args: [
    { name: 'export', help: 'Names, ids or exact display names', completes: 'export', optional: true, many: true },
  ],
  flags: connectFlags,
  examples: [
    { run: 'export connect nightly-customers --connection new-drop', does: 'move one, or make it active again' },
    { run: 'export connect one two three --connection new-drop', does: 'several at once, all or none' },
  ],

  run: ({ args, flags }, context) => connectDependents('export', args.export, flags.connection, context),
});
