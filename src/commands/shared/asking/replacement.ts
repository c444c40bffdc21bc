import { problem } from '../../../kernel/problem.ts';
import type { ConnectionDetail } from '../../../model/query.ts';
import { planReplace } from '../../../plan/replace.ts';
import type { Context } from '../../context.ts';
import type { Outcome } from '../../define.ts';
import { refuseStray } from '../refuse-stray.ts';
import { replacementTarget } from '../replacement-target.ts';
import { type Decided, nothingAsked, observedAs, type Seen, type Settled } from '../seen.ts';
import { showPlan, showUse } from './removal-screens.ts';
import { askTarget } from './target.ts';
import { untilSettled } from './until-settled.ts';

/** Where everything moves, and whether the connection that it leaves goes too. */
export interface Replaced {
  readonly by: ConnectionDetail;
  readonly removeOld: boolean;
}

interface Replacement {
  readonly old: ConnectionDetail;
  /** What the line gives. */
  readonly by: string | undefined;
  readonly removeOld: boolean;
  readonly given: Decided;
  readonly replace: (seen: Seen, replaced: Replaced, settled: Settled) => Promise<Outcome>;
}

/** Shows what uses a connection, asks where it moves unless the line says so, shows the plan, and moves it. */
export async function askReplacement(context: Context, it: Replacement): Promise<Outcome> {
  const { old, given, replace } = it;
  await context.environmentToChange();
  let answer: Replaced | undefined;
  if (it.by !== undefined) answer = { by: await replacementTarget(context, old, it.by), removeOld: it.removeOld };
  return untilSettled(context, old, async (seen, met) => {
    const plan = ({ by, removeOld }: Replaced) =>
      planReplace(observedAs(context, seen), { by: by.name, removeOld }, given);
    const draw = async () => {
      met();
      await showUse(context, seen);
    };
    if (it.by !== undefined && answer !== undefined) {
      const { changes, stray } = plan(answer);
      refuseStray(seen.connection.name, stray);
      const picture = async () => {
        await draw();
        await showPlan(context, seen, changes);
      };
      return replace(seen, answer, { ...nothingAsked, gate: { picture } });
    }
    await draw();
    answer ??= await askBy(context, it);
    const { changes, stray } = plan(answer);
    refuseStray(seen.connection.name, stray);
    await showPlan(context, seen, changes);
    const { by, removeOld } = answer;
    return replace(seen, answer, { asked: true, flags: { with: by.name, 'remove-old': removeOld }, gate: {} });
  });
}

async function askBy(context: Context, { old, removeOld }: Replacement): Promise<Replaced> {
  const { name, type, lock } = old;
  const to = await askTarget(context, 'Move everything to which connection?', { type, except: [name] });
  const by = await replacementTarget(context, old, to);
  if (removeOld) return { by, removeOld };
  const answer = await context.prompt.choose<'keep' | 'remove' | 'leave'>({
    message: `And what becomes of ${name}?`,
    choices: [
      { value: 'keep', label: 'keep it', aside: 'nothing uses it then' },
      {
        value: 'remove',
        label: 'remove it too',
        ...(lock === null ? {} : { closed: `locked by ${lock.by}: ${lock.reason}` }),
      },
      { value: 'leave', label: 'leave, and move nothing' },
    ],
  });
  if (answer === 'leave') throw problem('input.declined', { what: `replacing ${name}` });
  return { by, removeOld: answer === 'remove' };
}
