import { problem } from '../../kernel/problem.ts';
import type { ConnectionDetail } from '../../model/query.ts';
import type { Context } from '../context.ts';
import { defineCommand } from '../define.ts';
import { act } from '../shared/apply.ts';
import { askNewDisplayName, askNewName } from '../shared/asking/new-names.ts';
import { commandLine } from '../shared/command-line.ts';
import { connectionToChange } from '../shared/connection-to-change.ts';
import { typeAt } from '../shared/type-at.ts';

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
    const subject = { change: 'connection.rename', connection: args.connection } as const;
    const shown = await connectionToChange(context, subject);
    const asked = flags['display-name'] === undefined && flags.name === undefined && context.prompt.interactive;
    const { name, 'display-name': displayName } = asked ? await askNames(context, shown) : flags;
    if (!asked && displayName === undefined && name === undefined) {
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
      command: commandLine('connection rename', [shown.name], { ...flags, name, 'display-name': displayName }),
      asked: asked && (name ?? displayName) !== undefined,
      changes: [
        {
          ...subject,
          ...(displayName === undefined ? {} : { displayName }),
          ...(name === undefined ? {} : { name }),
        },
      ],
      agree: { severity: 'none', name: shown.name, says: `this renames ${shown.name}` },
      next: ({ changes: [renamed] }) => (renamed === undefined ? [] : [`cinch connection show ${renamed.name}`]),
    });
  },
});

// What is left as it is becomes no flag.
async function askNames(context: Context, shown: ConnectionDetail) {
  if (shown.lock !== null) throw problem('connection.locked', { name: shown.name, ...shown.lock });
  await context.environmentToChange();
  const displayName = await askNewDisplayName(context, shown, (await typeAt(context, shown.type)).displayName);
  const name = await askNewName(context, shown);
  return {
    name: name === shown.name ? undefined : name,
    'display-name': displayName === shown.displayName ? undefined : displayName,
  };
}
