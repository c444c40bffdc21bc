import { canonical } from '../../kernel/canonical.ts';
import type { SyncBase, SyncContents, SyncSecret } from '../../model/sync.ts';
import type { SyncSide } from '../../model/sync-plan.ts';
import type { AnyContent } from './comparable.ts';
import type { Deed } from './deed.ts';
import type { SyncGiven } from './given.ts';
import type { Verdict } from './verdict.ts';

/** What each side will have where something is done about it, by key. */
export type Afters = { readonly [S in SyncSide]: ReadonlyMap<string, AnyContent | null> };

export function aftersOf(deeds: readonly Deed[]): ReadonlyMap<string, AnyContent | null> {
  return new Map(deeds.map(({ key, after }) => [key, after]));
}

/** What both sides agree on once it is done, where that is not kept already. */
export function baseOf(given: SyncGiven, verdict: Verdict, afters: Afters): readonly SyncBase[] {
  const { key, kind, id, result } = verdict;
  const there = given.base.get(key);
  if (result === null) return there === undefined || there.content === null ? [] : [{ kind, id, content: null }];
  const after = (side: SyncSide) => afters[side].get(key) ?? verdict[side]?.content;
  const content = kind === 'connection' ? agreed(result, after('local'), after('remote')) : result;
  if (there !== undefined && canonical(there.content) === canonical(content)) return [];
  return [{ kind, id, content } as SyncBase];
}

// Of a stored secret nothing is agreed on unless both have the same: it may be another one on each side.
function agreed(result: AnyContent, ...sides: readonly (AnyContent | null | undefined)[]): AnyContent {
  const content = result as SyncContents['connection'];
  const all = sides as readonly (SyncContents['connection'] | undefined)[];
  const secrets = Object.entries(content.secrets).map(([field, secret]): [string, SyncSecret] => {
    if (secret.source === 'keyvault') return [field, secret];
    const [here, there] = all.map((it) => it?.secrets[field]);
    const isOne = here?.source === 'stored' && there?.source === 'stored' && here.changedAt === there.changedAt;
    return [field, isOne ? here : { source: 'missing' }];
  });
  return { ...content, secrets: Object.fromEntries(secrets), signIn: null };
}
