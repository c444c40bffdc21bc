import { defineCommand } from '../define.ts';
import { newestFirst } from '../shared/newest-first.ts';

export default defineCommand({
  path: 'connection history',
  summary: 'Show who changed it, when and why',
  description: 'Newest first. Fields are named and never valued. For administrators and auditors.',
  lists: true,
  args: [{ name: 'connection', help: 'Name, id or exact display name', completes: 'connection' }],
  flags: {},
  examples: [
    { run: 'connection history retail-nightly-drop', does: 'its latest changes' },
    { run: 'connection history retail-nightly-drop -o jsonl', does: 'all of them, for a program' },
  ],

  async run({ args }, context) {
    const environment = await context.environment();
    const page = newestFirst(context.common);
    return {
      kind: 'AuditList',
      data: await environment.query('connection.history', { connection: args.connection, ...page }),
    };
  },
});
