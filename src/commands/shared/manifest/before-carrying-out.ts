import { problem } from '../../../kernel/problem.ts';
import { withFlags } from '../../../kernel/with-flags.ts';
import type { Plan } from '../../../model/plan.ts';
import type { Agreement, Context } from '../../context.ts';
import type { Outcome } from '../../define.ts';

type Line = Pick<Plan['lines'][number], 'action' | 'name' | 'blocked'> & { readonly kind: string };

/** Ends with everything that stops a plan. */
export function refuseBlocked({ lines }: { readonly lines: readonly Line[] }, command: string): never {
  const blocked = lines.filter(({ action }) => action === 'blocked');
  const blockers = blocked.flatMap(({ kind, name, blocked: found = [] }) =>
    found.map(({ message }) => ({ name: `${kind} ${name}`, detail: message })),
  );
  throw problem('plan.blocked', { count: blocked.length, command }, { blockers: blockers.slice(0, 200) });
}

/** Shows a plan that changes something and has it agreed to; answers the flag that spares the question, where one was asked. */
export async function agreed(context: Context, plan: Plan, command: string): Promise<string | undefined> {
  if (plan.batches.length === 0 || context.common.dryRun) return undefined;
  return context.agree(await agreementOf(context, plan, command));
}

/** The command that does the same without questions, where any was asked: for agreement, which the flag spares, or another. */
export function sameCommand(command: string, flag: string | undefined, asked = false): Pick<Outcome, 'same'> {
  return flag === undefined && !asked ? {} : { same: { command: withFlags(command, flag ?? ''), variables: [] } };
}

// What is in use and goes is severe, as it is when it is removed by hand.
async function agreementOf(context: Context, plan: Plan, command: string): Promise<Agreement> {
  const name = await context.environmentName();
  const { create, change, rename, remove, drifted, unknown } = plan.counts;
  const severe = plan.lines.some(({ decided }) => decided === true);
  const updates = change + rename + drifted;
  return {
    severity: severe ? 'severe' : 'moderate',
    name,
    says: `this ${inWords([create, 'creates'], [updates, 'changes'], [remove, 'removes'], [unknown, 'may change'])} in ${name}`,
    command,
    picture: () => context.show('Plan', plan),
  };
}

function inWords(...parts: readonly (readonly [n: number, does: string])[]): string {
  const said = parts.filter(([n]) => n > 0).map(([n, does]) => `${does} ${n}`);
  return said.length < 2 ? said.join('') : `${said.slice(0, -1).join(', ')} and ${said.at(-1)}`;
}
