import { problem } from '../../kernel/problem.ts';
import type { Prompter } from '../../kernel/prompter.ts';
import { reasonIssues } from '../../model/naming.ts';
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
    const { common, prompt } = context;
    const subject = { change: 'connection.lock', connection: args.connection } as const;
    const { name, lock } = await connectionToChange(context, { ...subject, reason: common.reason ?? '' });
    const asked = (common.reason ?? '') === '' && prompt.interactive;
    if (asked) await context.environmentToChange();
    const reason = asked ? await askReason(prompt, lock?.reason) : (common.reason ?? '');
    if (reason === '') {
      throw problem(
        'input.missing',
        { count: 1, why: '' },
        { missing: [{ input: 'reason', flag: '--reason TEXT', help: 'why, for whoever comes upon the lock' }] },
      );
    }
    return act(
      { ...context, common: { ...common, reason } },
      {
        command: commandLine('connection lock', [name], { reason }),
        asked,
        changes: [{ ...subject, reason }],
        agree: { severity: 'none', name, says: `this locks ${name}` },
        next: ({ result }) => (result === 'unchanged' ? [] : [`cinch connection unlock ${name}`]),
      },
    );
  },
});

async function askReason(prompt: Prompter, before: string | undefined): Promise<string> {
  const answer = await prompt.text({
    message: 'Why is it locked?',
    hint: 'whoever tries to change or remove it reads this',
    ...(before === undefined ? {} : { initial: before }),
    judge: (typed) => (typed.trim() === '' ? 'a reason is needed' : reasonIssues(typed)[0]?.message),
  });
  return answer.trim();
}
