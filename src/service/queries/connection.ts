import { shownSettings } from '../../fields/redact.ts';
import { problem } from '../../kernel/problem.ts';
import type { Connection } from '../../model/connection.ts';
import type { DependentKind } from '../../model/dependent.ts';
import { mayUse, seesInside } from '../../model/policy.ts';
import type {
  ConnectionDependents,
  ConnectionDetail,
  ConnectionName,
  DependentItem,
  ShownSecret,
} from '../../model/query.ts';
import type { Asking } from '../asking.ts';
import { recordOf, tables } from '../store/tables.ts';
import { damagedIndex } from '../store/verify-records.ts';
import { dependentItem } from './dependents.ts';
import { findRecord } from './find.ts';
import { sharedWithNames } from './shared-with-names.ts';
import { typesFor } from './types.ts';

/** One connection: all of it for those who see inside (R5), its names and type for a contributor who may use it (R12). */
export async function connectionShow(
  asking: Asking,
  { connection: ref }: { connection: string },
): Promise<ConnectionDetail | ConnectionName> {
  const inside = seesInside(asking.actor);
  const connection = await findRecord(asking, 'connection', ref, (it) => inside || mayUse(asking.actor, it));
  const { name, displayName, type } = connection;
  if (!inside) return { name, displayName, type };
  const declaration = await typesFor(asking).find(type);
  const [sharedWith = 'administrators'] = await sharedWithNames(asking, [connection.sharedWith]);
  const {
    id,
    purpose,
    status,
    createdAt,
    createdBy,
    updatedAt,
    updatedBy,
    revision,
    dependents,
    consent,
    lock,
    tenant,
    tested = null,
    hostKey = null,
  } = connection;
  return {
    id,
    name,
    displayName,
    type,
    purpose,
    status,
    signInExpiresAt: connection.signIn?.expiresAt ?? null,
    signIn: connection.signIn ?? null,
    sharedWith,
    settings: declaration === undefined ? {} : shownSettings(declaration.fields, connection.settings),
    secrets: shownSecrets(connection),
    consent,
    lock,
    tenant,
    tested,
    hostKey,
    locked: lock !== null,
    dependents,
    createdAt,
    createdBy,
    updatedAt,
    updatedBy,
    revision,
  };
}

export function shownSecrets({ secrets }: Connection): { [field: string]: ShownSecret } {
  return Object.fromEntries(
    Object.entries(secrets).map(([field, kept]): [string, ShownSecret] => [
      field,
      kept.source === 'stored' ? { source: 'stored', changedAt: kept.changedAt } : kept,
    ]),
  );
}

/** Everything that uses a connection, compared with the number that is kept with it. */
export async function connectionDependents(
  asking: Asking,
  { connection: ref }: { connection: string },
): Promise<ConnectionDependents> {
  const connection = await findRecord(asking, 'connection', ref);
  return {
    connection: connection.name,
    exports: await usersOf(asking, 'export', connection),
    enrichments: await usersOf(asking, 'enrichment', connection),
  };
}

async function usersOf(asking: Asking, kind: DependentKind, connection: Connection): Promise<DependentItem[]> {
  const { session, ports } = asking;
  const rows = await session.all(
    `SELECT * FROM ${tables[kind].table} WHERE connection = ? ORDER BY name`,
    connection.id,
  );
  const kept = connection.dependents[kind === 'export' ? 'exports' : 'enrichments'];
  if (rows.length !== kept) {
    const what = `${rows.length} of ${kept} dependents (${kind}) of "${connection.name}" can be found`;
    throw problem('store.damaged', { path: ports.driver.place, what });
  }
  const ids = new Set(rows.filter((row) => row.connection === connection.id).map((row) => row.id));
  if (ids.size !== kept) throw damagedIndex(kind, ports.driver.place);
  return Promise.all(
    rows.map((row) => dependentItem(asking, kind, recordOf(kind, row, ports.digest, ports.driver.place), connection)),
  );
}
