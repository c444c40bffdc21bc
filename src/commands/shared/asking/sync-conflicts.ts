import type { Choice } from '../../../kernel/prompter.ts';
import type { PlannedSyncs, SyncConflict, SyncSide } from '../../../model/sync-plan.ts';
import type { NamedSyncPlan } from '../../../model/sync-result.ts';
import { conflictKey } from '../../../plan/sync/given.ts';
import type { Context } from '../../context.ts';
import type { Pair } from '../sync/pair.ts';
import { namedPlan } from '../sync/result.ts';
import { reviewed } from './review.ts';

type Answer = SyncSide | 'neither';

interface Draft {
  readonly planned: PlannedSyncs;
  /** Every conflict that was asked about, by its key. */
  readonly answers: ReadonlyMap<string, AnsweredConflict>;
}

export interface AnsweredConflict {
  readonly conflict: SyncConflict;
  readonly answer: Answer;
}

/** The plan with the answers, and those themselves. */
interface DecidedConflicts {
  readonly planned: PlannedSyncs;
  readonly answered: readonly AnsweredConflict[];
}

/** Asks which side counts, conflict by conflict, each with its picture; then all answers are shown. */
export async function askConflicts(
  context: Context,
  first: PlannedSyncs,
  again: (decisions: ReadonlyMap<string, SyncSide>) => Promise<PlannedSyncs>,
  before: readonly AnsweredConflict[],
  pair: Pair,
): Promise<DecidedConflicts> {
  const ask = async ({ planned, answers }: Draft): Promise<Draft> => {
    const open = planned.plan.conflicts.filter((it) => it.decided === null && !answers.has(conflictKey(it)));
    if (open.length === 0) return { planned, answers };
    const all = new Map(answers);
    for (const [at, conflict] of open.entries()) {
      const place = open.length === 1 ? '' : ` (${at + 1} of ${open.length})`;
      all.set(conflictKey(conflict), {
        conflict,
        answer: await askOne(context, namedPlan(pair, planned.plan), conflict, place),
      });
    }
    // A decision may bring about another conflict, such as a name that comes back.
    return ask({ planned: await again(decisionsIn(all)), answers: all });
  };
  const known = new Map(before.map((it) => [conflictKey(it.conflict), it]));
  const begun = known.size === 0 ? first : await again(decisionsIn(known));
  const asked = await ask({ planned: begun, answers: known });
  const done = asked.answers.size < 2 || asked.answers.size === known.size ? asked : await review(asked);
  return { planned: done.planned, answered: [...done.answers.values()] };

  function review(draft: Draft): Promise<Draft> {
    return reviewed(context, draft, {
      answers: ({ answers }) =>
        [...answers].map(([key, { conflict, answer }]) => ({
          key,
          label: `${conflict.kind} ${conflict.name}`,
          value: choicesOf(conflict).find(({ value }) => value === answer)?.label ?? '',
        })),
      again: async (now, key) => {
        const before = now.answers.get(key);
        if (before === undefined) return now;
        const answer = await askOne(context, namedPlan(pair, now.planned.plan), before.conflict, '', before.answer);
        const answers = new Map(now.answers).set(key, { ...before, answer });
        return ask({ planned: await again(decisionsIn(answers)), answers });
      },
      save: 'go on with these',
      what: 'the sync',
    });
  }
}

function decisionsIn(answers: Draft['answers']): ReadonlyMap<string, SyncSide> {
  return new Map([...answers].flatMap(([key, { answer }]) => (answer === 'neither' ? [] : [[key, answer] as const])));
}

async function askOne(
  { show, prompt }: Context,
  { local, remote }: NamedSyncPlan,
  conflict: SyncConflict,
  place: string,
  before?: Answer,
): Promise<Answer> {
  await show('SyncConflict', { local, remote, conflict });
  return prompt.choose<Answer>({
    message: `${conflict.name}${place}`,
    choices: choicesOf(conflict),
    ...(before === undefined ? {} : { initial: before }),
  });
}

function choicesOf({ why, local }: SyncConflict): readonly Choice<Answer>[] {
  const [mine, theirs] = wordsOf(why, local.removed);
  return [
    { value: 'local', ...mine },
    { value: 'remote', ...theirs },
    { value: 'neither', label: 'leave it for now', aside: 'both sides stay as they are' },
  ];
}

type Words = { readonly label: string; readonly aside?: string };

function wordsOf(why: SyncConflict['why'], goneHere: boolean): readonly [mine: Words, theirs: Words] {
  if (why === 'both') return [{ label: 'keep what is here' }, { label: 'take what is there' }];
  if (why === 'name')
    return [
      { label: 'the one here keeps the name', aside: 'the other gets one that is free' },
      { label: 'the one there keeps the name', aside: 'the other gets one that is free' },
    ];
  const stops = why === 'used' ? { aside: 'what uses it stops' } : {};
  return goneHere
    ? [{ label: 'remove it there too', ...stops }, { label: 'bring it back here' }]
    : [{ label: 'bring it back there' }, { label: 'remove it here too', ...stops }];
}
