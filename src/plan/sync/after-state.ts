import type { SyncContents, SyncKind } from '../../model/sync.ts';
import type { SyncSide } from '../../model/sync-plan.ts';
import type { AnyContent } from './comparable.ts';
import { claimsOf } from './name-clashes.ts';
import { asDependent, typeOf } from './references.ts';
import type { Verdict, Verdicts } from './verdict.ts';

/** One side as it is once everything is done that does not stay out; only what was touched is known of it. */
export interface AfterState {
  /** Undefined: not touched, so it is there as it was. */
  readonly of: (key: string) => AnyContent | null | undefined;
  /** Everyone who has a name, by `claimsOf`. */
  readonly holders: ReadonlyMap<string, readonly string[]>;
  /** What uses a connection, and what is of a type or is that type, by key of the connection or name of the type. */
  readonly users: ReadonlyMap<string, readonly string[]>;
  readonly ofType: ReadonlyMap<string, readonly string[]>;
  readonly types: ReadonlyMap<string, readonly string[]>;
  /** Connections that take secrets from the key vault. */
  readonly vaulted: readonly string[];
}

/** Lays out one side; `isOut` are the keys that stay as they are. */
export function stateOf(verdicts: Verdicts, side: SyncSide, isOut: (key: string) => boolean): AfterState {
  const content = (verdict: Verdict) =>
    verdict.undecided === true || isOut(verdict.key) ? (verdict[side]?.content ?? null) : verdict.result;
  return laidOut(verdicts, content);
}

/** The same of the side as it is now. */
export function stateBefore(verdicts: Verdicts, side: SyncSide): AfterState {
  return laidOut(verdicts, (verdict) => verdict[side]?.content ?? null);
}

function laidOut(verdicts: Verdicts, contentOf: (verdict: Verdict) => AnyContent | null): AfterState {
  const holders = new Map<string, string[]>();
  const users = new Map<string, string[]>();
  const ofType = new Map<string, string[]>();
  const types = new Map<string, string[]>();
  const vaulted: string[] = [];
  for (const verdict of verdicts.values()) {
    const content = contentOf(verdict);
    if (content === null) continue;
    const { key, kind } = verdict;
    for (const claim of claimsOf(kind, content)) put(holders, claim, key);
    const connection = asDependent(verdict, content)?.connection;
    if (connection) put(users, `connection/${connection}`, key);
    const type = typeOf(verdict, content);
    if (type !== undefined) put(ofType, type, key);
    if (kind === 'type') put(types, (content as SyncContents['type']).name, key);
    if (usesVault(kind, content)) vaulted.push(key);
  }
  return {
    of: (key) => {
      const verdict = verdicts.get(key);
      return verdict === undefined ? undefined : contentOf(verdict);
    },
    holders,
    users,
    ofType,
    types,
    vaulted,
  };
}

/** Whether a content takes a secret from the key vault. */
export function usesVault(kind: SyncKind, content: AnyContent | null | undefined): boolean {
  if (kind !== 'connection' || !content) return false;
  return Object.values((content as SyncContents['connection']).secrets).some(({ source }) => source === 'keyvault');
}

function put(map: Map<string, string[]>, word: string, key: string): void {
  const found = map.get(word);
  if (found === undefined) map.set(word, [key]);
  else found.push(key);
}
