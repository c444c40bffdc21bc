import type { ConnectionType } from '../../fields/connection-type.ts';
import type { Block } from '../../kernel/block.ts';
import { displayKey } from '../../kernel/name.ts';
import {
  environmentItself,
  type SyncBase,
  type SyncChanged,
  type SyncKind,
  type SyncRecord,
} from '../../model/sync.ts';
import type { SyncConflict, SyncSide } from '../../model/sync-plan.ts';

/** One side as far as it was looked at. */
export interface SideSeen {
  readonly id: string;
  readonly displayName: string;
  /**
   * Everything that was touched on either side, as it is on this one: what is touched and not here is not there. The
   * first time, and where all is compared afresh, every record. On the copy also those of `stays`.
   */
  readonly records: ReadonlyMap<string, SyncRecord>;
  /** The last change of what was touched on this side. */
  readonly touched: ReadonlyMap<string, SyncTouch>;
  /** Names of what is referred to and was not touched, for showing. */
  readonly names: ReadonlyMap<string, string>;
}

export type SyncTouch = Pick<SyncChanged, 'name' | 'by' | 'at' | 'sync'>;

/** All that planning a sync looks at. Maps go by `keyOf`, but for `types`, which go by the type's id. */
export interface SyncGiven {
  readonly base: ReadonlyMap<string, SyncBase>;
  readonly local: SideSeen;
  readonly remote: SideSeen;
  /** Declarations, built in and custom. */
  readonly types: ReadonlyMap<string, ConnectionType>;
  readonly stays: readonly string[];
  readonly mirror: boolean;
  /** Why nothing can go to the original, where that is so: what changed here stays here. */
  readonly oneWay?: Block | undefined;
  readonly prefer?: SyncSide | undefined;
  /** By `conflictKey`. */
  readonly decisions: ReadonlyMap<string, SyncSide>;
  readonly withSecrets: boolean;
  readonly keepSecrets: boolean;
  /** Names in use by what was not touched, as `nameWords` has them: those that a plan `invented` and somebody has. */
  readonly taken: ReadonlySet<string>;
}

export const otherSide: { readonly [S in SyncSide]: SyncSide } = { local: 'remote', remote: 'local' };

/** How a record is found in the maps. */
export function keyOf({ kind, id }: { readonly kind: SyncKind; readonly id: string }): string {
  return `${kind}/${id}`;
}

/** How a decision about a conflict is found. */
export function conflictKey({ why, kind, id }: Pick<SyncConflict, 'why' | 'kind' | 'id'>): string {
  return why === 'name' ? `name ${keyOf({ kind, id })}` : keyOf({ kind, id });
}

/** What a record takes up so that no other of its kind can have it (D1). */
export function nameWords(
  kind: SyncKind,
  { name, displayName }: { readonly name: string; readonly displayName: string },
): readonly string[] {
  if (kind === 'user' || kind === 'type') return [`${kind} name ${displayKey(name)}`];
  return [`${kind} name ${name}`, `${kind} display name ${displayKey(displayName)}`];
}

/** Where what an environment says of itself is found. */
export const environmentKey: string = keyOf({ kind: 'environment', id: environmentItself });
