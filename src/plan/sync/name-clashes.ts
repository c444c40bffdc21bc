import { formats } from '../../fields/format.ts';
import { canonical } from '../../kernel/canonical.ts';
import { longest } from '../../kernel/name.ts';
import { principalKey } from '../../model/principal.ts';
import type { SyncContents, SyncKind } from '../../model/sync.ts';
import type { PlannedSyncs } from '../../model/sync-plan.ts';
import type { AnyContent } from './comparable.ts';
import { conflictKey, nameWords, type SyncGiven } from './given.ts';
import { stands, typeOf } from './references.ts';
import type { Verdict, Verdicts } from './verdict.ts';

/** What a content takes up that no other of its kind may have: its names, and of a user who vouches for them. */
export function claimsOf(kind: SyncKind, content: AnyContent | null | undefined): readonly string[] {
  if (!content || !('name' in content)) return [];
  const words = nameWords(kind, content);
  const vouched = kind === 'user' ? (content as SyncContents['user']).principal : null;
  return vouched === null ? words : [...words, `user subject ${principalKey(vouched)}`];
}

/** Two records of which one side each has one, and that want the same name. */
interface Clash {
  readonly local: Verdict;
  readonly others: Map<string, Verdict>;
}

/**
 * Two records that want one name (D1): whoever wins keeps it, and the other gets the first free one. Of two types of one
 * name one replaces the other, because what is of a type goes by that name. Returns the names that were made up.
 */
export function mendNames(given: SyncGiven, verdicts: Verdicts): PlannedSyncs['invented'] {
  // What comes from one side alone has names that go together.
  const sides = new Set([...verdicts.values()].map(({ from, result }) => (result === null ? 'both' : from)));
  const clashes = sides.has('local') && sides.has('remote') ? clashesOf(verdicts) : [];
  if (clashes.length === 0) return [];
  const invented = new Map<string, PlannedSyncs['invented'][number]>();
  const used = wordsInUse(given, verdicts);
  for (const { local, others } of clashes) {
    const key = conflictKey({ why: 'name', kind: local.kind, id: local.id });
    const alike = [...others.values()].every((other) => isSameType(local, other));
    const asked = !given.mirror && !alike;
    const decided = asked ? (given.decisions.get(key) ?? given.prefer ?? null) : 'remote';
    const judged = { why: 'name', decided, others: [...others.keys()] } as const;
    const now = verdicts.get(local.key) ?? local;
    const open = decided === null ? ({ undecided: true } as const) : {};
    if (asked) verdicts.set(local.key, { ...now, conflicts: [...now.conflicts, judged], ...open });
    for (const other of others.values()) {
      const theirs = verdicts.get(other.key) ?? other;
      if (decided === null) verdicts.set(other.key, { ...theirs, undecided: true });
      else {
        const [winner, loser] = decided === 'local' ? [now, theirs] : [theirs, verdicts.get(local.key) ?? local];
        const lost = lostTo(given, winner, loser, used);
        verdicts.set(loser.key, { ...loser, result: lost });
        if (lost !== null && 'name' in lost) {
          const { kind, id } = loser;
          invented.set(loser.key, { kind, id, name: lost.name, displayName: lost.displayName });
        }
      }
    }
  }
  return [...invented.values()];
}

// No two records of one side want the same, so that a name is wanted by two at the most.
function clashesOf(verdicts: Verdicts): readonly Clash[] {
  const holders = new Map<string, Verdict>();
  const clashes = new Map<string, Clash>();
  for (const verdict of verdicts.values()) {
    if (!stands(verdict)) continue;
    for (const word of claimsOf(verdict.kind, verdict.result)) {
      const holder = holders.get(word);
      if (holder === undefined) holders.set(word, verdict);
      else {
        const isLocal = verdict.from === 'local' || (verdict.from === 'both' && holder.from === 'remote');
        const [local, remote] = isLocal ? [verdict, holder] : [holder, verdict];
        const clash = clashes.get(local.key) ?? { local, others: new Map() };
        clash.others.set(remote.key, remote);
        clashes.set(local.key, clash);
      }
    }
  }
  return [...clashes.values()];
}

type Used = Map<string, string>;

// Whatever either side has now counts as in use, but to whom it belongs: no made-up name waits for another change, and one
// that a sync made up before it was killed is made up again.
function wordsInUse({ taken }: SyncGiven, verdicts: Verdicts): Used {
  const used: Used = new Map([...taken].map((word) => [word, '']));
  for (const { key, kind, local, remote, result } of verdicts.values())
    for (const content of [local?.content, remote?.content, result])
      for (const word of claimsOf(kind, content)) used.set(word, (used.get(word) ?? key) === key ? key : '');
  return used;
}

// What is left of the loser's version: it has the names that the winner does not want, and free ones for the others.
function lostTo({ types }: SyncGiven, winner: Verdict, loser: Verdict, used: Used): AnyContent | null {
  const { kind } = loser;
  if (kind === 'type') return null;
  const mine = loser.result as SyncContents['user'];
  const kept = claimsOf(winner.kind, winner.result);
  const claims = (changed: object, what: string) =>
    claimsOf(kind, { ...mine, ...changed } as AnyContent).filter((it) => it.startsWith(`${kind} ${what} `));
  const loses = (what: string) => claims({}, what).some((it) => kept.includes(it));
  const isFree = (changed: object, what: string) =>
    claims(changed, what).every((it) => (used.get(it) ?? loser.key) === loser.key);
  const form = kind === 'connection' ? types.get(typeOf(loser, mine) ?? '')?.displayName : undefined;
  const fits = (displayName: string) => form === undefined || formats[form].matches(displayName);
  const name = () =>
    freeOf(mine.name, [dashed], kind === 'user' ? longestAccount : longest.name, (it) => isFree({ name: it }, 'name'));
  const displayName = () =>
    freeOf(
      mine.displayName,
      [bracketed, dashed, plainly].filter((end) => fits(`${mine.displayName}${end(2)}`)),
      longest.displayName,
      (it) => isFree({ displayName: it }, 'display name'),
    );
  const after = {
    ...mine,
    ...(loses('name') ? { name: name() } : {}),
    ...(loses('display name') ? { displayName: displayName() } : {}),
    ...(loses('subject') ? { principal: null } : {}),
  };
  for (const word of claimsOf(kind, after)) used.set(word, loser.key);
  return after;
}

const longestAccount = 120;

// `retail-2`, `Retail (2)`; where a form of names allows no brackets `Retail-2` or `Retail2`.
function freeOf(
  text: string,
  [end = plainly]: readonly End[],
  most: number,
  isFree: (made: string) => boolean,
): string {
  for (let n = 2; ; n += 1) {
    const made = `${text.slice(0, most - end(n).length).replace(/[-\s]+$/, '')}${end(n)}`;
    if (isFree(made)) return made;
  }
}

type End = (n: number) => string;
const plainly: End = (n) => `${n}`;
const dashed: End = (n) => `-${n}`;
const bracketed: End = (n) => ` (${n})`;

function isSameType(one: Verdict, other: Verdict): boolean {
  if (one.kind !== 'type') return false;
  const [mine, theirs] = [one.result, other.result] as (SyncContents['type'] | null)[];
  return canonical(mine?.declaration) === canonical(theirs?.declaration);
}
