import type { Setting } from '../../fields/field.ts';
import { canonical } from '../../kernel/canonical.ts';
import type { SyncConflict, SyncDifference, SyncSide } from '../../model/sync-plan.ts';
import type { AnyContent, Kinded } from './comparable.ts';
import type { SyncGiven } from './given.ts';
import { fieldsOf, type NameOf, shown } from './shown.ts';
import { agreedOn, type Judged, lastChange, type Verdict, type Verdicts } from './verdict.ts';

/** A conflict as it is shown and decided. */
export function conflictOf(
  given: SyncGiven,
  verdicts: Verdicts,
  { key, kind, id, local, remote }: Verdict,
  { why, decided, others }: Judged,
  nameOf: NameOf,
): SyncConflict {
  // Of two records that want one name one is local; who wants it on the other side is the other record.
  const rival = why === 'name' ? verdicts.get(others[0] ?? '') : undefined;
  const there = rival === undefined ? remote : (rival.remote ?? rival.local);
  const told = (side: SyncSide, of: Pick<Verdict, 'key' | 'local' | 'remote'>) => ({
    ...lastChange(given, of, side),
    removed: of[side] === undefined,
  });
  const changed = { key, local, remote };
  const mine = local ?? (why === 'name' ? remote : undefined);
  const name = mine ?? there;
  return {
    why,
    kind,
    id,
    name: name === undefined ? id : nameIn(name.content, id),
    local: { ...told('local', changed), ...(why === 'name' ? { removed: false } : {}) },
    remote: { ...told('remote', rival ?? changed), ...(why === 'name' ? { removed: false } : {}) },
    fields:
      why === 'used'
        ? []
        : differences(
            { kind, base: why === 'name' ? null : agreedOn(given, key), local: mine?.content, remote: there?.content },
            why === 'name' ? new Set(['name', 'displayName', 'principal']) : undefined,
            nameOf,
          ),
    others: others.map((other) => {
      const { kind: what, local: here, remote: yonder } = verdicts.get(other) as Verdict;
      const side: SyncSide = why === 'name' || here === undefined ? 'remote' : 'local';
      const record = side === 'local' ? here : (yonder ?? here);
      return { kind: what, name: record === undefined ? other : nameIn(record.content, other), side };
    }),
    decided,
  };
}

interface Compared {
  readonly kind: Verdict['kind'];
  readonly base: AnyContent | null;
  readonly local: AnyContent | undefined;
  readonly remote: AnyContent | undefined;
}

function differences(
  { kind, base, local, remote }: Compared,
  only: ReadonlySet<string> | undefined,
  nameOf: NameOf,
): readonly SyncDifference[] {
  const [was, here, there] = [base, local, remote].map(
    (content) => new Map<string, Setting | null>(content ? shown({ kind, content } as Kinded, nameOf) : []),
  ) as [Map<string, Setting | null>, Map<string, Setting | null>, Map<string, Setting | null>];
  // Where one side has none, what the other changed since is what counts.
  const [one, other] = local === undefined ? [was, there] : remote === undefined ? [was, here] : [here, there];
  return [...fieldsOf(was, here, there)].flatMap((field): SyncDifference[] => {
    if (only !== undefined && !only.has(field)) return [];
    const value = (version: ReadonlyMap<string, Setting | null>) => version.get(field) ?? null;
    if (only === undefined && canonical(value(one)) === canonical(value(other))) return [];
    if (only !== undefined && value(here) === null && value(there) === null) return [];
    return [{ field, base: value(was), local: value(here), remote: value(there) }];
  });
}

/** How a content is called; an environment has no name of its own here. */
export function nameIn(content: AnyContent, otherwise: string): string {
  return 'name' in content ? content.name : otherwise;
}
