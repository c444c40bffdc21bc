import type { Digest } from '../kernel/ports.ts';
import type { SyncOrigin } from './sync.ts';

/** One thing that was done or refused: who, when, what, which fields, why (D12). Never a value. */
export interface AuditEntry {
  readonly seq: number;
  readonly at: string;
  readonly actor: string;
  /** The administrator behind `--as` (D19). */
  readonly onBehalf: string | null;
  readonly action: string;
  readonly outcome: 'done' | 'refused';
  readonly target: { readonly kind: string; readonly id: string; readonly name: string };
  /** Fields that changed, by name; a secret as `secrets.FIELD`. */
  readonly fields: readonly string[];
  readonly reason: string | null;
  readonly revision: number | null;
  /** The API token that was acted with, by its public id. */
  readonly token?: string;
  /** Where the change came from, if a sync brought it. */
  readonly sync?: SyncOrigin;
}

/** Where the chain begins. */
export const chainStart = '0'.repeat(43);

/** The hash that chains an entry to the one before it. */
export function chainHash(previous: string, body: string, digest: Digest): string {
  return digest(`${previous}\n${body}`);
}

/** An entry as it is kept and hashed: its members always in this order. */
export function auditBody({
  seq,
  at,
  actor,
  onBehalf,
  action,
  outcome,
  target,
  fields,
  reason,
  revision,
  token,
  sync,
}: AuditEntry): string {
  const { kind, id, name } = target;
  return JSON.stringify({
    seq,
    at,
    actor,
    onBehalf,
    action,
    outcome,
    target: { kind, id, name },
    fields,
    reason,
    revision,
    ...(token === undefined ? {} : { token }),
    ...(sync === undefined ? {} : { sync: originOf(sync) }),
  });
}

function originOf({ environment, displayName, by, at }: SyncOrigin): SyncOrigin {
  return { environment, displayName, by, at };
}
