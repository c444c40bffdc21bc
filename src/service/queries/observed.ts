import type { ConnectionType } from '../../fields/connection-type.ts';
import { shownSettings } from '../../fields/redact.ts';
import { displayKey, isName } from '../../kernel/name.ts';
import type { Connection } from '../../model/connection.ts';
import type { Dependent } from '../../model/dependent.ts';
import type {
  Observed,
  ObservedConnection,
  ObservedDependent,
  ObservedUser,
  ObservedWanted,
} from '../../model/observed.ts';
import type { User } from '../../model/user.ts';
import type { Asking } from '../asking.ts';
import type { Row } from '../store/driver.ts';
import { inTurn } from '../store/in-turn.ts';
import { type RecordKind, type Records, recordOf, tables } from '../store/tables.ts';
import { shownSecrets } from './connection.ts';
import { connectionOf } from './dependents.ts';
import { typesFor } from './types.ts';
import { verifySmall } from './verify.ts';

/** What is live of that which a manifest is about: what goes by its names, what it owns where that is asked, and what is on those connections. */
export async function observed(asking: Asking, wanted: ObservedWanted): Promise<Observed> {
  const { names, displayNames } = wanted;
  const connections = await found(asking, 'connection', names.connections, displayNames.connections, wanted);
  const exports = await found(asking, 'export', names.exports, displayNames.exports, wanted);
  const enrichments = await found(asking, 'enrichment', names.enrichments, displayNames.enrichments, wanted);
  const users = await found(asking, 'user', names.users, [], wanted);
  if (wanted.owned !== undefined && wanted.all !== true) {
    const ids = [...connections.values()].filter(({ manifest }) => manifest?.id === wanted.owned).map(({ id }) => id);
    await addWhere(asking, 'export', 'connection', ids, exports);
    await addWhere(asking, 'enrichment', 'connection', ids, enrichments);
  }
  const shared = [...connections.values()].flatMap(({ sharedWith }) =>
    typeof sharedWith === 'string' ? [] : sharedWith,
  );
  await addWhere(asking, 'user', 'id', shared, users);
  const runs = [...users.values()].flatMap((user) => user.exports ?? []);
  const runnable = new Map(exports);
  await addWhere(asking, 'export', 'id', runs, runnable);
  const types = typesFor(asking);
  return {
    connections: await mapped(connections, async (it) => connectionSeen(it, await types.find(it.type), users)),
    exports: await mapped(exports, (it) => dependentSeen(asking, it, connections)),
    enrichments: await mapped(enrichments, (it) => dependentSeen(asking, it, connections)),
    users: await mapped(users, async (it) => userSeen(it, runnable)),
  };
}

type Found<K extends RecordKind> = Map<string, Records[K]>;

async function found<K extends RecordKind>(
  asking: Asking,
  kind: K,
  names: readonly string[],
  displayNames: readonly string[],
  { owned, all = false }: ObservedWanted,
): Promise<Found<K>> {
  const records: Found<K> = new Map();
  // What is not found is taken for not there, so a small table is judged whole.
  await verifySmall(asking, kind);
  if (all) {
    add(asking, kind, records, await asking.session.all(`SELECT * FROM ${tables[kind].table}`));
    return records;
  }
  await addWhere(asking, kind, 'name', names, records);
  // Most things keep the display name that is stated, and are found already.
  const known = new Set([...records.values()].map((it) => displayKey(it.displayName)));
  const keys = displayNames.map(displayKey).filter((key) => !known.has(key));
  await addWhere(asking, kind, 'display_key', keys, records);
  if (owned !== undefined && isName(owned)) {
    const sql = `SELECT * FROM ${tables[kind].table} WHERE body LIKE ?`;
    add(asking, kind, records, await asking.session.all(sql, `%"manifest":{"id":"${owned}",%`));
  }
  return records;
}

async function addWhere<K extends RecordKind>(
  asking: Asking,
  kind: K,
  column: string,
  values: readonly string[],
  into: Found<K>,
): Promise<void> {
  const sql = `SELECT * FROM ${tables[kind].table} WHERE ${column} IN`;
  add(asking, kind, into, await inTurn(asking.session, sql, values));
}

function add<K extends RecordKind>({ ports }: Asking, kind: K, into: Found<K>, rows: readonly Row[]): void {
  for (const row of rows) {
    const record = recordOf(kind, row, ports.digest, ports.driver.place);
    into.set(record.id, record);
  }
}

async function mapped<R extends { readonly name: string }, O>(
  records: ReadonlyMap<string, R>,
  seen: (record: R) => Promise<O>,
): Promise<readonly O[]> {
  const sorted = [...records.values()].sort((one, other) => (one.name < other.name ? -1 : 1));
  const all: O[] = [];
  for (const record of sorted) all.push(await seen(record));
  return all;
}

function connectionSeen(
  it: Connection,
  declaration: ConnectionType | undefined,
  users: Found<'user'>,
): ObservedConnection {
  const { type, purpose, status, sharedWith, consent, lock } = it;
  return {
    ...seenOf(it),
    type,
    purpose,
    status,
    settings: declaration === undefined ? {} : shownSettings(declaration.fields, it.settings),
    secrets: shownSecrets(it),
    sharedWith: shareNames(sharedWith, users),
    terms: consent?.version ?? null,
    lock,
  };
}

// A sync may have brought a sharing with somebody who is not here.
function shareNames(sharedWith: Connection['sharedWith'], users: Found<'user'>): ObservedConnection['sharedWith'] {
  if (typeof sharedWith === 'string') return sharedWith;
  const names = sharedWith.flatMap((id) => users.get(id)?.name ?? []).sort();
  return names.length === 0 ? 'administrators' : names;
}

async function dependentSeen(
  asking: Asking,
  it: Dependent,
  connections: Found<'connection'>,
): Promise<ObservedDependent> {
  const { type, status, settings, schedule } = it;
  const on =
    it.connection === null ? null : (connections.get(it.connection) ?? (await connectionOf(asking, it.connection)));
  return {
    ...seenOf(it),
    type,
    status,
    connection: on === null ? null : { id: on.id, name: on.name },
    settings,
    schedule,
    command: it.command ?? null,
  };
}

function userSeen(it: User, exports: Found<'export'>): ObservedUser {
  const runs = (it.exports ?? []).flatMap((id) => exports.get(id)?.name ?? []).sort();
  return { ...seenOf(it), role: it.role, exports: runs };
}

function seenOf({ id, name, displayName, revision, updatedAt, updatedBy, manifest }: Connection | Dependent | User) {
  return { id, name, displayName, revision, updatedAt, updatedBy, manifest: manifest ?? null };
}
