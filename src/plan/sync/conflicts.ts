import type { Setting } from '../../fields/field.ts';
import { canonical } from '../../kernel/canonical.ts';
import type { SyncContents, SyncRecord } from '../../model/sync.ts';
import type { SyncConflict, SyncDifference, SyncSide } from '../../model/sync-plan.ts';
import type { AnyContent, Kinded } from './comparable.ts';
import type { SyncGiven } from './given.ts';
import { fieldsOf, type NameOf, shown } from './shown.ts';
import { agreedOn, type Judged, lastChange, type Verdict, type Verdicts } from './verdict.ts';

type Shown = ReadonlyMap<string, Setting | null>;

/** A conflict as it is shown and decided. */
export function conflictOf(
  given: SyncGiven,
  verdicts: Verdicts,
  verdict: Verdict,
  judged: Judged,
  nameOf: NameOf,
): SyncConflict {
  if (judged.why === 'name') return clashOf(given, verdicts, verdict, judged, nameOf);
  const { key, kind, id, local, remote } = verdict;
  const { why, decided, others } = judged;
  const told = (side: SyncSide) => ({ ...lastChange(given, verdict, side), removed: verdict[side] === undefined });
  const see = (content: AnyContent | null | undefined) => shownOf(given, kind, content, nameOf);
  const versions = [see(agreedOn(given, key)), see(local?.content), see(remote?.content)] as const;
  // Where one side has none, what the other changed since is what counts.
  const [was, here, there] = versions;
  const [one, other] = local === undefined ? [was, there] : remote === undefined ? [was, here] : [here, there];
  const differs = (field: string) => canonical(one.get(field) ?? null) !== canonical(other.get(field) ?? null);
  return {
    why,
    kind,
    id,
    name: calledAs(local ?? remote, id),
    local: told('local'),
    remote: told('remote'),
    fields: why === 'used' ? [] : differences(versions, differs),
    others: others.map((it) => {
      const { kind: what, id: whose, local: mine, remote: theirs } = verdicts.get(it) as Verdict;
      return { kind: what, name: calledAs(mine ?? theirs, whose), side: mine === undefined ? 'remote' : 'local' };
    }),
    decided,
  };
}

// Of two records that want one name one is the local side's; who wants it on the other side is another record.
function clashOf(
  given: SyncGiven,
  verdicts: Verdicts,
  verdict: Verdict,
  { why, decided, others }: Judged,
  nameOf: NameOf,
): SyncConflict {
  const { kind, id } = verdict;
  const rivals = others.map((key) => verdicts.get(key) as Verdict);
  const mine = verdict.local ?? verdict.remote;
  const theirs = rivals.map(({ local, remote }) => remote ?? local);
  const see = (content: AnyContent | undefined) => shownOf(given, kind, content, nameOf);
  const versions = [see(undefined), see(mine?.content), see(theirs[0]?.content)] as const;
  const isName = (field: string) => field === 'name' || field === 'displayName' || field === 'principal';
  return {
    why,
    kind,
    id,
    name: calledAs(mine, id),
    local: { ...lastChange(given, verdict, 'local'), removed: false },
    remote: { ...lastChange(given, rivals[0] ?? verdict, 'remote'), removed: false },
    fields: differences(versions, (field) => isName(field) && versions.some((it) => (it.get(field) ?? null) !== null)),
    others: theirs.map((it) => ({ kind, name: calledAs(it, id), side: 'remote' })),
    decided,
  };
}

function differences(
  [was, here, there]: readonly [Shown, Shown, Shown],
  counts: (field: string) => boolean,
): readonly SyncDifference[] {
  const value = (version: Shown, field: string) => version.get(field) ?? null;
  return [...fieldsOf(was, here, there)]
    .filter(counts)
    .map((field) => ({ field, base: value(was, field), local: value(here, field), remote: value(there, field) }));
}

// Where a stored secret is, and whether it is one, decides nothing unless secrets come along.
function shownOf(
  { withSecrets }: SyncGiven,
  kind: Verdict['kind'],
  content: AnyContent | null | undefined,
  nameOf: NameOf,
): Shown {
  if (!content) return new Map();
  if (kind !== 'connection' || withSecrets) return new Map(shown({ kind, content } as Kinded, nameOf));
  const { secrets, ...rest } = content as SyncContents['connection'];
  const vaulted = Object.fromEntries(Object.entries(secrets).filter(([, { source }]) => source === 'keyvault'));
  return new Map(shown({ kind, content: { ...rest, secrets: vaulted } }, nameOf));
}

function calledAs(record: SyncRecord | undefined, otherwise: string): string {
  return record === undefined ? otherwise : nameIn(record.content, otherwise);
}

/** How a content is called; an environment has no name of its own here. */
export function nameIn(content: AnyContent, otherwise: string): string {
  return 'name' in content ? content.name : otherwise;
}
