import { defineCommand } from '../define.ts';
import { act } from '../shared/apply.ts';
import { commandLine } from '../shared/command-line.ts';
import { connectionToChange } from '../shared/connection-to-change.ts';

export default defineCommand({
  path: 'connection unlock',
  summary: 'Allow edits and removal again',
  description: 'Any administrator may, whoever locked it. Why stands in its history.',
  changes: true,
  args: [
    { name: 'connection', help: 'Name, id or exact display name', completes: 'connection', offers: [{ locked: true }] },
  ],
  flags: {},
  examples: [
    { run: 'connection list --locked', does: 'which ones are locked' },
    { run: 'connection unlock retail-nightly-drop --reason "audit is over"', does: 'take the lock away, and say why' },
  ],

  async run({ args }, context) {
    const change = { change: 'connection.unlock', connection: args.connection } as const;
    const { name } = await connectionToChange(context, change);
    return act(context, {
      command: commandLine('connection unlock', [name]),
      changes: [change],
      agree: { severity: 'none', name, says: `this unlocks ${name}` },
    });
  },
});
