import type { DependentKind } from '../../model/dependent.ts';
import type { ConnectionDetail, DependentItem } from '../../model/query.ts';
import type { Decisions, Observed } from '../../plan/removal.ts';
import type { Agreement, Context } from '../context.ts';

/** A connection with everything that uses it, as it was looked at. */
export interface Seen {
  readonly connection: ConnectionDetail;
  readonly exports: readonly DependentItem[];
  readonly enrichments: readonly DependentItem[];
}

/** What becomes of those that use it, by kind. */
export type Decided = { readonly [K in DependentKind]: Decisions };

/** What a person was asked besides what the line gives, as flags, and what is still to be shown before the gate asks. */
export interface Settled {
  readonly asked: boolean;
  readonly flags: { readonly [flag: string]: string | boolean | readonly string[] };
  readonly gate: Pick<Agreement, 'picture'>;
}

/** Of a line that gives everything, or that nobody can be asked about. */
export const nothingAsked: Settled = { asked: false, flags: {}, gate: {} };

export async function seenNow(context: Context, connection: ConnectionDetail): Promise<Seen> {
  const environment = await context.environment();
  const { exports, enrichments } = await environment.query('connection.dependents', { connection: connection.id });
  return { connection, exports, enrichments };
}

/** The same as a plan takes it, at the revision that the line names. */
export function observedAs({ common }: Context, { connection, exports, enrichments }: Seen): Observed {
  const { name, revision } = connection;
  return { connection: { name, revision: common.ifRevision ?? revision }, exports, enrichments };
}
