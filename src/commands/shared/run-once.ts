import { isProblem, problem } from '../../kernel/problem.ts';
import { shellWord } from '../../kernel/shell-word.ts';
import { warning } from '../../kernel/warning.ts';
import type { DependentKind } from '../../model/dependent.ts';
import type { RunItem } from '../../model/query.ts';
import type { Context } from '../context.ts';
import type { Flags, Input } from '../define.ts';
import { handed, handedFlags } from './handed.ts';

export const runFlags = {
  ...handedFlags,
  due: { kind: 'switch', help: 'Only what its schedule says is due since its last run; without a name all of it' },
  approve: { kind: 'switch', help: 'Approve the command on this machine, where it was told elsewhere' },
  'dry-run': { kind: 'switch', help: 'Only list what is due' },
} as const satisfies Flags;

export type RunInput = Pick<Input<readonly [], typeof runFlags>, 'flags' | 'passed'>;

/** The command of a run. One that came from elsewhere is approved once a machine: by a question, or by `--approve`. */
export async function commandFor(
  kind: DependentKind,
  { id, name, command: told }: RunItem,
  { flags, passed }: RunInput,
  context: Context,
): Promise<readonly string[]> {
  if (passed.length > 0) return passed;
  if (told === null) throw problem('run.no_command', { kind, name }, missingCommand);
  const environment = (await (await context.environment()).query('environment.show', {})).id;
  const approvals = await context.approvals();
  const kept = { environment, kind, dependent: id, command: told };
  if (approvals.has(kept)) return told;
  const shown = told.map(shellWord).join(' ');
  const question = { message: `Approve the command of ${name} on this machine?`, hint: shown };
  if (!flags.approve && !context.prompt.interactive)
    throw problem('run.not_approved', { kind, name, command: shown }, missingApproval);
  if (!flags.approve && !(await context.prompt.confirm(question)))
    throw problem('input.declined', { says: `this runs ${name}`, command: `cinch ${kind} run ${name} --approve` });
  approvals.add(kept);
  return told;
}

const missingCommand = { missing: [{ input: 'command', flag: '-- COMMAND', help: 'what to run, with its arguments' }] };
const missingApproval = { missing: [{ input: 'approval', flag: '--approve' }] };

/** One run: begun and entered in the trail, handed over, and its end kept whatever that was. */
export async function runOnce(
  kind: DependentKind,
  { name, lacks }: RunItem,
  { flags }: RunInput,
  context: Context,
  how: { readonly command: readonly string[]; readonly aside: boolean; readonly due?: true },
): Promise<{ readonly exit: number; readonly interrupted: boolean }> {
  const { 'as-file': asFile, 'clean-env': clean, reason } = flags;
  const { command, aside, due } = how;
  const environment = await context.environment();
  const request = { to: 'run', kind, dependent: name, ...(reason === undefined ? {} : { reason }) } as const;
  const released = await environment.release({ ...request, ...(due === undefined ? {} : { due }) });
  const { id: dependent = '', run = '' } = released.dependent ?? {};
  const ended = async (exit: number) => {
    try {
      await environment.apply([{ change: `${kind}.ran`, dependent, run, exit }]);
    } catch (error) {
      // The command has done its work: what it ended with counts, and that its end is not kept is told.
      if (!isProblem(error)) throw error;
      context.io.note(`warning: ${warning('end-not-kept', { name, why: error.detail }).message}`);
    }
  };
  if (lacks.length > 0) context.io.note(`warning: ${warning('run-lacks', { name, lacks }).message}`);
  try {
    const again = () => environment.release({ ...request, run });
    const child = await handed(context, released, kind, { command, asFile, clean, aside, again });
    const underWay = { environment: await context.environmentName(), kind, dependent, name, run };
    const end = await (await context.children()).run({ ...child, run: underWay });
    await ended(end.exit);
    return end;
  } catch (error) {
    await ended(isProblem(error) ? error.exit : 1);
    throw error;
  }
}
