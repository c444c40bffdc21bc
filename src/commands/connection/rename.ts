import { problem } from '../../kernel/problem.ts';
import { defineCommand } from '../define.ts';
import { act } from '../shared/apply.ts';
import { commandLine } from '../shared/command-line.ts';
import { connectionToChange } from '../shared/connection-to-change.ts';

export default defineCommand({
  path: 'connection rename',
  summary: 'Give it another display name or name',
  description: 'Exports and enrichments stay on it. Scripts that use the old name have to follow.',
  changes: true,
  args: [{ name: 'connection', help: 'Name, id or exact display name', completes: 'connection' }],
  flags: {
    'display-name': { kind: 'text', placeholder: 'TEXT', help: 'What people call it' },
    name: { kind: 'text', placeholder: 'NAME', help: 'Name for scripts; stays as it is when left out' },
  },
  examples: [
    { run: 'connection rename retail-drop --display-name "Retail nightly drop"', does: 'change what people read' },
    { run: 'connection rename retail-drop --name retail-nightly-drop', does: 'change what scripts use' },
  ],

  async run({ args, flags }, context) {
    const { name, 'display-name': displayName } = flags;
    const change = {
      change: 'connection.rename',
      connection: args.connection,
      ...(displayName === undefined ? {} : { displayName }),
      ...(name === undefined ? {} : { name }),
    } as const;
    const shown = await connectionToChange(context, change);
    if (displayName === undefined && name === undefined) {
      throw problem(
        'input.missing',
        { count: 1, why: '' },
        {
          missing: [
            { input: 'displayName', flag: '--display-name TEXT', help: `in place of "${shown.displayName}"` },
            { input: 'name', flag: '--name NAME', help: `or this one, in place of ${shown.name}` },
          ],
        },
      );
    }
    return act(context, {
      command: commandLine('connection rename', [shown.name], flags),
      changes: [change],
      agree: { severity: 'none', name: shown.name, says: `this renames ${shown.name}` },
      next: ({ changes: [renamed] }) => (renamed === undefined ? [] : [`cinch connection show ${renamed.name}`]),
    });
  },
});
