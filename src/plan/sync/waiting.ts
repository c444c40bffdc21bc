import type { SyncContents } from '../../model/sync.ts';
import { type AfterState, stateOf, usesVault } from './after-state.ts';
import type { AnyContent } from './comparable.ts';
import type { Deed } from './deed.ts';
import { environmentKey } from './given.ts';
import { claimsOf } from './name-clashes.ts';
import { asDependent, typeOf } from './references.ts';
import type { Verdicts } from './verdict.ts';

interface Looking {
  readonly state: AfterState;
  readonly isOut: (key: string) => boolean;
  /** Custom types that were touched, by name. */
  readonly types: ReadonlyMap<string, readonly string[]>;
}

/**
 * What stays out because something that it needs does: by key, with the key of what it waits for. A side must never
 * have half of what belongs together, so a record that waits on one side waits on both.
 */
export function waitingOf(
  verdicts: Verdicts,
  deeds: readonly Deed[],
  blocked: ReadonlySet<string>,
): ReadonlyMap<string, string> {
  const waits = new Map<string, string>();
  // What is made the same as a whole lacks nothing.
  if (blocked.size === 0 && [...verdicts.values()].every(({ undecided }) => undecided !== true)) return waits;
  const isOut = (key: string) => waits.has(key) || blocked.has(key) || verdicts.get(key)?.undecided === true;
  const types = customTypes(verdicts);
  for (let found = true; found; ) {
    found = false;
    const states = { local: stateOf(verdicts, 'local', isOut), remote: stateOf(verdicts, 'remote', isOut) };
    for (const deed of deeds) {
      if (isOut(deed.key)) continue;
      const looking = { state: states[deed.side], isOut, types };
      const needs = deed.after === null ? usedStill(deed, looking) : lacking(deed, deed.after, looking);
      if (needs === undefined) continue;
      waits.set(deed.key, needs);
      found = true;
    }
  }
  return waits;
}

function usedStill({ key, kind, before }: Deed, { state }: Looking): string | undefined {
  if (kind === 'connection') return state.users.get(key)?.[0];
  if (kind !== 'type' || before?.kind !== 'type') return undefined;
  const { name } = before.content;
  return state.types.has(name) ? undefined : state.ofType.get(name)?.[0];
}

function lacking(deed: Deed, after: AnyContent, { state, isOut, types }: Looking): string | undefined {
  const { key, kind, before } = deed;
  const holders = claimsOf(kind, after).flatMap((claim) => state.holders.get(claim) ?? []);
  const holder = holders.filter((it) => it !== key).sort()[0];
  if (holder !== undefined) return holder;
  const connection = asDependent(deed, after)?.connection;
  if (connection && state.of(`connection/${connection}`) === null) return `connection/${connection}`;
  const type = typeOf(deed, after) ?? '';
  const declared = types.get(type);
  const open = declared?.find(isOut) ?? (state.types.has(type) ? undefined : declared?.[0]);
  if (open !== undefined) return open;
  if (kind === 'environment' && movesVault(before?.content, after)) return state.vaulted.find(isOut);
  if (kind !== 'connection') return undefined;
  const { sharedWith } = after as SyncContents['connection'];
  const users = typeof sharedWith === 'string' ? [] : sharedWith.map((id) => `user/${id}`);
  const stranger = users.find((it) => isOut(it) && state.of(it) === null);
  if (stranger !== undefined) return stranger;
  return usesVault(kind, after) && isOut(environmentKey) ? environmentKey : undefined;
}

/** R27: another vault is linked only where nothing takes secrets from the one before. */
export function movesVault(before: AnyContent | null | undefined, after: AnyContent | null): boolean {
  const [one, other] = [before, after] as (SyncContents['environment'] | null | undefined)[];
  return Boolean(one?.keyVault) && one?.keyVault?.url !== other?.keyVault?.url;
}

function customTypes(verdicts: Verdicts): ReadonlyMap<string, readonly string[]> {
  const keys = new Map<string, readonly string[]>();
  for (const { key, local, remote } of verdicts.values())
    for (const record of [local, remote])
      if (record?.kind === 'type') keys.set(record.content.name, [...(keys.get(record.content.name) ?? []), key]);
  return keys;
}
