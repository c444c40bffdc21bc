import { problem } from '../../kernel/problem.ts';
import { defineCommand } from '../define.ts';
import { act } from '../shared/apply.ts';
import { commandLine } from '../shared/command-line.ts';
import { connectionToChange } from '../shared/connection-to-change.ts';

export default defineCommand({
  path: 'connection lock',
  summary: 'Refuse edits and removal, with a reason',
  description:
    'Whoever tries to change or remove it is told who locked it and why, until `connection unlock`. Exports and enrichments on it go on. Locking again replaces the reason.',
  changes: true,
  args: [{ name: 'connection', help: 'Name, id or exact display name', completes: 'connection' }],
  flags: {},
  examples: [
    { run: 'connection lock retail-nightly-drop --reason "audit until 1 June"', does: 'keep it as it is for now' },
    { run: 'connection lock newsletter --reason "feeds the partner SLA" --dry-run', does: 'see whether you may' },
  ],

  async run({ args }, context) {
    const { reason = '' } = context.common;
    const change = { change: 'connection.lock', connection: args.connection, reason } as const;
    const { name } = await connectionToChange(context, change);
    if (reason === '') {
      throw problem(
        'input.missing',
        { count: 1, why: '' },
        { missing: [{ input: 'reason', flag: '--reason TEXT', help: 'why, for whoever comes upon the lock' }] },
      );
    }
    return act(context, {
      command: commandLine('connection lock', [name], { reason }),
      changes: [change],
      agree: { severity: 'none', name, says: `this locks ${name}` },
      next: ({ result }) => (result === 'unchanged' ? [] : [`cinch connection unlock ${name}`]),
    });
  },
});
