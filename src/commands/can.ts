import { nearest } from '../kernel/nearest.ts';
import { problem } from '../kernel/problem.ts';
import { defineCommand } from './define.ts';
import { actionNames } from './shared/change-names.ts';

export default defineCommand({
  path: 'can',
  summary: 'Ask whether you may do something, and why not',
  description: `Ends with exit code 0 where it is allowed and with 5 where it is not. Whether a lock or a use stands in the way is another matter. Actions: ${actionNames.join(', ')}.`,
  args: [
    {
      name: 'action',
      question: 'Which action?',
      help: 'What to do: `connection.edit`, `export.connect`, ...',
      completes: actionNames,
    },
    { name: 'name', help: 'To what; for `export.add`, on which connection', optional: true, completes: 'subject' },
  ],
  flags: {},
  examples: [
    { run: 'can connection.remove retail-nightly-drop', does: 'whether you may remove it' },
    { run: 'can export.edit nightly-customers --as ana@contoso.example', does: 'whether someone else may edit it' },
    { run: 'can export.add newsletter -q && echo yes', does: 'as a condition in a script' },
  ],

  async run({ args: { action: typed, name } }, context) {
    const action = actionOf(typed);
    const environment = await context.environment();
    const { allowed, why } = await environment.query('can', { action, ...(name === undefined ? {} : { ref: name }) });
    const to = name === undefined ? {} : { name };
    return { kind: 'Can', data: { allowed, action, ...to, why }, exit: allowed ? 0 : 5 };
  },
});

// As the trail has it, or as the command is typed: `connection edit`, `connection-edit`.
function actionOf(typed: string): (typeof actionNames)[number] {
  const action = typed
    .trim()
    .toLowerCase()
    .replace(/[\s:-]+/, '.');
  const found = actionNames.find((name) => name === action);
  if (found !== undefined) return found;
  throw problem('usage.unknown_word', {
    kind: 'action',
    typed,
    nearest: nearest(action, actionNames),
    known: actionNames,
    command: 'can',
  });
}
