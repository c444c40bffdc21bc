import { problem } from '../../../kernel/problem.ts';
import type { DependentKind } from '../../../model/dependent.ts';
import type { ConnectionDetail } from '../../../model/query.ts';
import { type Decision, planRemoval } from '../../../plan/removal.ts';
import type { Context } from '../../context.ts';
import type { Outcome } from '../../define.ts';
import { refuseStray } from '../refuse-stray.ts';
import { replacementTarget } from '../replacement-target.ts';
import { type Decided, nothingAsked, observedAs, type Seen, type Settled } from '../seen.ts';
import { askDecisions } from './decisions.ts';
import { showPlan, showUse } from './removal-screens.ts';
import { untilSettled } from './until-settled.ts';

interface Removal {
  readonly connection: ConnectionDetail;
  /** What the line decides, and in which words. */
  readonly given: Decided;
  readonly words: { readonly [K in DependentKind]: readonly string[] };
  readonly remove: (seen: Seen, decided: Decided, settled: Settled) => Promise<Outcome>;
}

type Answers = { readonly [K in DependentKind]: Map<string, Decision> };

const kinds = ['export', 'enrichment'] as const;

/**
 * Shows what uses a connection, asks what becomes of everything that the line leaves undecided, shows the plan, and
 * removes it. When something changed meanwhile, what was decided before is not asked again.
 */
export async function askRemoval(context: Context, { connection, given, words, remove }: Removal): Promise<Outcome> {
  await context.environmentToChange();
  await refuseMistaken(context, connection, given);
  const answers: Answers = { export: new Map(), enrichment: new Map() };
  return untilSettled(context, connection, async (seen, met) => {
    const plan = () => planRemoval(observedAs(context, seen), withAnswers(given, answers, seen));
    const { undecided, stray } = plan();
    refuseStray(seen.connection.name, stray);
    if (seen.exports.length + seen.enrichments.length === 0)
      return remove(seen, given, { ...nothingAsked, gate: { picture: async () => met() } });
    const draw = async () => {
      met();
      await showUse(context, seen);
    };
    if (undecided.length === 0 && answers.export.size + answers.enrichment.size === 0) {
      const picture = async () => {
        await draw();
        await showPlan(context, seen, plan().changes);
      };
      return remove(seen, given, { ...nothingAsked, gate: { picture } });
    }
    await draw();
    const before = withAnswers(given, answers, seen);
    const isDecided = (name: string, kind: DependentKind) =>
      before[kind].named.has(name) || before[kind].rest !== undefined;
    for (const kind of kinds) {
      const open = new Set(undecided.filter((it) => it.kind === kind).map(({ name }) => name));
      if (open.size === 0) continue;
      const all = seen[`${kind}s`];
      const uses = all.filter(({ name }) => open.has(name));
      const idle = all.filter((it) => !open.has(it.name) && !isDecided(it.name, kind));
      const others = uses.length + idle.length < all.length;
      const made = await askDecisions(context, { connection: seen.connection, kind, uses, idle, others });
      for (const [name, decision] of made) answers[kind].set(name, decision);
    }
    await showPlan(context, seen, plan().changes);
    const flags = {
      exports: [...words.export, ...wordsOf('export', given, answers, seen)],
      enrichments: [...words.enrichment, ...wordsOf('enrichment', given, answers, seen)],
    };
    return remove(seen, withAnswers(given, answers, seen), { asked: true, flags, gate: {} });
  });
}

// What the line says wrong is refused before anything is asked.
async function refuseMistaken(context: Context, connection: ConnectionDetail, given: Decided): Promise<void> {
  const { name, revision } = connection;
  const expected = context.common.ifRevision ?? revision;
  if (expected !== revision) throw problem('revision.moved', { kind: 'connection', name, expected, actual: revision });
  for (const kind of kinds) {
    const { named, rest } = given[kind];
    for (const decision of [...named.values(), ...(rest === undefined ? [] : [rest])])
      if (decision.do === 'move') await replacementTarget(context, connection, decision.to, `--${kind}s`);
  }
}

/** What was decided for those that are still there; the line goes first. */
function withAnswers(given: Decided, answers: Answers, seen: Seen): Decided {
  const merged = (kind: DependentKind) => {
    const there = new Set(seen[`${kind}s`].map(({ name }) => name));
    const asked = [...answers[kind]].filter(([name]) => there.has(name));
    return { named: new Map([...asked, ...given[kind].named]), rest: given[kind].rest };
  };
  return { export: merged('export'), enrichment: merged('enrichment') };
}

/** The answers as `--exports` or `--enrichments` has them: one word where it means exactly them, otherwise each by name. */
function wordsOf(kind: DependentKind, given: Decided, answers: Answers, seen: Seen): readonly string[] {
  const uses = seen[`${kind}s`];
  const asked = uses.flatMap(({ name }): [string, string][] => {
    const decision = answers[kind].get(name);
    return decision === undefined ? [] : [[name, decision.do === 'move' ? `move:${decision.to}` : decision.do]];
  });
  const left = uses.filter(({ name }) => !answers[kind].has(name) && !given[kind].named.has(name));
  const [first] = asked;
  if (first !== undefined && left.length === 0 && asked.every(([, word]) => word === first[1])) return [first[1]];
  return asked.map(([name, word]) => `${name}=${word}`);
}
