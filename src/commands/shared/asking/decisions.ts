import { problem } from '../../../kernel/problem.ts';
import type { Choice } from '../../../kernel/prompter.ts';
import type { DependentKind } from '../../../model/dependent.ts';
import type { ConnectionDetail, DependentItem } from '../../../model/query.ts';
import type { Decision } from '../../../plan/removal.ts';
import type { Context } from '../../context.ts';
import { type Fate, fates, suchAs } from './fates.ts';
import { askTarget, fittingConnections } from './target.ts';

interface Undecided {
  readonly connection: Pick<ConnectionDetail, 'name' | 'type'>;
  readonly kind: DependentKind;
  readonly uses: readonly DependentItem[];
  /** Those of the kind that need no decision, because they were stopped before (D8). */
  readonly idle: readonly DependentItem[];
  /** Whether there are still others, which have their decision. */
  readonly others: boolean;
}

interface Asking extends Undecided {
  readonly context: Context;
  /** The connections that they could move to. */
  readonly fits: readonly Choice<string>[];
}

const leave = { value: 'leave', label: 'leave, and remove nothing' } as const;

/** Asks what becomes of dependents when their connection goes (R25): one answer for all of them, or one for each. */
export async function askDecisions(context: Context, undecided: Undecided): Promise<ReadonlyMap<string, Decision>> {
  const { connection, kind, uses, idle, others } = undecided;
  const fits = await fittingConnections(context, { type: connection.type, except: [connection.name] });
  const asking = { ...undecided, context, fits };
  const [only] = uses;
  if (uses.length === 1 && only !== undefined)
    return new Map([[only.name, await askOne(asking, `What becomes of the ${kind} ${only.name}?`)]]);
  const which = [uses.length, ...(others ? ['other'] : []), ...(idle.length > 0 ? ['active'] : [])].join(' ');
  const fate = await context.prompt.choose<Fate>({
    message: `What becomes of the ${which} ${kind}s?`,
    ...hintOf(asking),
    choices: [...fates(asking, 'all'), { value: 'each', label: 'decide each on its own' }, leave],
  });
  if (fate === 'each') return askEach(asking);
  const decision = await decided(asking, fate, 'Move them to which connection?');
  return new Map(uses.map(({ name }) => [name, decision]));
}

async function askEach(asking: Asking): Promise<ReadonlyMap<string, Decision>> {
  const { uses } = asking;
  const answers = new Map<string, Decision>();
  let before: Decision | undefined;
  for (const [at, use] of uses.entries()) {
    const { name, schedule, createdBy } = use;
    const hint = { hint: `${schedule}, made by ${createdBy}` };
    const decision = await askOne(asking, `${name} (${at + 1} of ${uses.length})`, before, hint);
    if (decision.do === 'move') before = decision;
    answers.set(use.name, decision);
  }
  return answers;
}

async function askOne(
  asking: Asking,
  message: string,
  before?: Decision,
  hint: { readonly hint?: string } = hintOf(asking),
): Promise<Decision> {
  const choices = [...fates(asking, 'it', before), leave];
  const fate = await asking.context.prompt.choose<Fate>({ message, ...hint, choices });
  return decided(asking, fate, 'Move it to which connection?');
}

async function decided({ context, connection }: Asking, fate: Fate, message: string): Promise<Decision> {
  if (fate === 'leave') throw problem('input.declined', { what: `removing ${connection.name}` });
  if (fate !== 'move') return fate as Decision;
  return { do: 'move', to: await askTarget(context, message, { type: connection.type, except: [connection.name] }) };
}

function hintOf({ fits, idle, connection: { type } }: Asking): { readonly hint?: string } {
  const stopped = idle.map(({ name }) => name);
  const says = [
    ...(idle.length === 0
      ? []
      : idle.length === 1
        ? [`${stopped[0]} is inactive already: it blocks nothing, and loses the connection`]
        : [`${suchAs(stopped)} are inactive already: they block nothing, and lose the connection`]),
    ...(fits.length > 0 ? [] : [`nothing else is of type ${type}; \`cinch connection add ${type}\` adds one`]),
  ];
  return says.length === 0 ? {} : { hint: says.join('; ') };
}
