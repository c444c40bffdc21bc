import { blocksRemoval } from '../../model/dependent.ts';
import type { SyncContents } from '../../model/sync.ts';
import type { SyncSide } from '../../model/sync-plan.ts';
import type { AnyContent } from './comparable.ts';
import { otherSide, type SyncGiven } from './given.ts';
import type { Verdict, Verdicts } from './verdict.ts';

type DependentContent = SyncContents['export'];

/** Whether a record is to be there; nothing is known while nobody decided. */
export function stands({ result, undecided }: Verdict): boolean {
  return result !== null && undecided !== true;
}

/** The content of what uses a connection. */
export function asDependent(
  { kind }: Pick<Verdict, 'kind'>,
  content: AnyContent | null | undefined,
): DependentContent | undefined {
  const uses = (kind === 'export' || kind === 'enrichment') && content !== null && content !== undefined;
  return uses ? (content as DependentContent) : undefined;
}

/**
 * A connection that goes while something still uses it: whoever removed it wins, and what uses it is disconnected or
 * deactivated; or whoever uses it does, and it comes back. An inactive enrichment just loses it (D8).
 */
export function mendUses(given: SyncGiven, verdicts: Verdicts): void {
  const users = new Map<string, Verdict[]>();
  for (const verdict of verdicts.values()) {
    const connection = stands(verdict) ? asDependent(verdict, verdict.result)?.connection : undefined;
    if (connection === undefined || connection === null) continue;
    const key = `connection/${connection}`;
    const goes = verdicts.get(key);
    if (goes === undefined || goes.result !== null || goes.undecided === true) continue;
    const found = users.get(key);
    if (found === undefined) users.set(key, [verdict]);
    else found.push(verdict);
  }
  for (const [key, uses] of users) {
    const connection = verdicts.get(key) as Verdict;
    const keeper: SyncSide = connection.local === undefined ? 'remote' : 'local';
    const remover = otherSide[keeper];
    const kept = connection[keeper];
    const blocking = uses.filter((it) => blocksRemoval(it.kind as 'export', it.result as DependentContent));
    const others = blocking.map((it) => it.key);
    const asked = kept !== undefined && blocking.length > 0 && !given.mirror;
    const decided = asked ? (given.decisions.get(key) ?? given.prefer ?? null) : remover;
    if (asked) {
      const why = connection.conflicts[0]?.why ?? 'used';
      const comes = decided === keeper && kept !== undefined;
      verdicts.set(key, {
        ...connection,
        result: comes ? kept.content : null,
        from: comes ? keeper : remover,
        conflicts: [{ why, decided, others }],
        ...(decided === null ? { undecided: true } : {}),
      });
    }
    if (decided !== remover) continue;
    for (const use of uses) {
      const { result } = use;
      const lost = { connection: null, lastConnection: connection.id, status: 'inactive' } as const;
      verdicts.set(use.key, { ...use, result: { ...(result as DependentContent), ...lost } });
    }
  }
}

/** The type that something is of. */
export function typeOf({ kind }: Pick<Verdict, 'kind'>, content: AnyContent | null | undefined): string | undefined {
  const typed = kind === 'connection' || kind === 'export' || kind === 'enrichment';
  return typed && content ? (content as { readonly type: string }).type : undefined;
}

/** A custom type that goes while something is still of it comes back, without anybody being asked. */
export function mendTypes(verdicts: Verdicts): void {
  const going = new Map<string, Verdict>();
  for (const verdict of verdicts.values()) {
    if (verdict.kind !== 'type' || verdict.result !== null || verdict.undecided === true) continue;
    const kept = verdict.local ?? verdict.remote;
    if (kept?.kind === 'type') going.set(kept.content.name, verdict);
  }
  if (going.size === 0) return;
  for (const verdict of verdicts.values()) {
    // Of two types of one name one may go: the other is there for what is of it.
    if (verdict.kind === 'type' && stands(verdict)) going.delete((verdict.result as SyncContents['type']).name);
  }
  for (const verdict of verdicts.values()) {
    const back = going.get((stands(verdict) && typeOf(verdict, verdict.result)) || '');
    if (back === undefined) continue;
    const from: SyncSide = back.local === undefined ? 'remote' : 'local';
    verdicts.set(back.key, { ...back, result: back[from]?.content ?? null, from, conflicts: [] });
    going.delete(typeOf(verdict, verdict.result) ?? '');
  }
}
