import { defineCommand } from '../define.ts';
import { shownType } from '../shared/shown-type.ts';
import { typeAt } from '../shared/type-at.ts';

export default defineCommand({
  path: 'type show',
  summary: 'Show the fields, limits and rules of a type',
  description:
    'What it asks, which of it is secret, what an export or enrichment on it needs, its limits, and where it is documented.',
  args: [{ name: 'type', help: 'Connection type, as `type list` has it', completes: 'type' }],
  flags: {},
  examples: [
    { run: 'type show sftp', does: 'what an SFTP connection asks, and what its exports need' },
    { run: "type show sftp --query 'fields[?required].key'", does: 'the fields that have to be given' },
  ],

  run: async ({ args }, context) => ({ kind: 'ConnectionType', data: shownType(await typeAt(context, args.type)) }),
});
