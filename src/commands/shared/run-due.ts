import { isProblem } from '../../kernel/problem.ts';
import type { DependentKind } from '../../model/dependent.ts';
import type { RunItem } from '../../model/query.ts';
import { runResult } from '../../model/run.ts';
import type { Context } from '../context.ts';
import type { Outcome } from '../define.ts';
import { commandFor, type RunInput, runOnce } from './run-once.ts';

/** What became of one that was due. */
interface Ran {
  readonly kind: DependentKind;
  readonly name: string;
  readonly due: string;
  readonly result: 'succeeded' | 'failed' | 'taken' | 'due';
  readonly exit: number | null;
  readonly detail: string;
}

/** Runs what is due, one after another, each once: what somebody else took meanwhile is left to them. */
export async function runDue(
  kind: DependentKind,
  dependent: string | undefined,
  input: RunInput,
  context: Context,
): Promise<Outcome> {
  const environment = await context.environment();
  const find = { due: true, ...(dependent === undefined ? {} : { dependent }) };
  const { items: found } = await environment.query(`${kind}.runs` as const, find);
  const items: Ran[] = [];
  const answer = (exit: number): Outcome => ({ kind: 'RunList', data: { items, next: null }, exit });
  if (input.flags['dry-run']) {
    items.push(...found.map((it) => ranOf(kind, it, 'due', null, it.schedule)));
    return answer(0);
  }
  for (const item of found) {
    const { ran, interrupted } = await runIt(kind, item, input, context);
    items.push(ran);
    if (interrupted) return answer(ran.exit ?? 130);
  }
  return answer(items.some(({ result }) => result === 'failed') ? 13 : 0);
}

async function runIt(kind: DependentKind, item: RunItem, input: RunInput, context: Context) {
  try {
    const command = await commandFor(kind, item, input, context);
    const { exit, interrupted } = await runOnce(kind, item, input, context, { command, aside: true, due: true });
    const result = exit === 0 ? 'succeeded' : 'failed';
    return { ran: ranOf(kind, item, result, exit, runResult({ exit, endedAt: null })), interrupted };
  } catch (error) {
    // One that cannot run keeps no other from running; who may not run at all was refused before.
    if (!isProblem(error) || error.code === 'interrupted' || error.code === 'input.ended') throw error;
    const taken = error.code === 'run.not_due';
    const ran = ranOf(kind, item, taken ? 'taken' : 'failed', taken ? null : error.exit, error.detail);
    return { ran, interrupted: false };
  }
}

function ranOf(
  kind: DependentKind,
  { name, due }: RunItem,
  result: Ran['result'],
  exit: number | null,
  detail: string,
) {
  return { kind, name, due: due ?? '', result, exit, detail };
}
