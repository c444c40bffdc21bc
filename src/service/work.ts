import { displayKey } from '../kernel/name.ts';
import type { Problem } from '../kernel/problem.ts';
import type { DependentKind } from '../model/dependent.ts';
import { ambiguous, findSql, findValues, meant, meantBy } from './finding.ts';
import { flushKind, type Slot, verifyNames } from './flush.ts';
import type { ServicePorts } from './ports.ts';
import type { Row, Session, SqlValue } from './store/driver.ts';
import type { Head } from './store/head.ts';
import { inTurn } from './store/in-turn.ts';
import { keyed, type RecordKind, type Records, recordOf, tables } from './store/tables.ts';
import { damagedIndex, small, verifyRecords } from './store/verify-records.ts';

/** What a list of changes has read and intends, until it is written at once. Look-ups see what the list did so far. */
export interface Work {
  /** By name, id or exact display name (D3); nothing where there is none. Two different matches that `sees` lets through are refused. */
  find<K extends RecordKind>(
    kind: K,
    ref: string,
    sees?: (record: Records[K]) => boolean,
  ): Promise<Records[K] | undefined>;
  /** The record that keeps a new one from this name, or from this display name in whatever case (D1). */
  taken<K extends RecordKind>(kind: K, name: string, displayName: string): Promise<Records[K] | undefined>;
  byId<K extends RecordKind>(kind: K, id: string): Promise<Records[K] | undefined>;
  /** Reads the records of many ids at once, so that asking for each takes no time, found or not. */
  foresee(kind: RecordKind, ids: readonly string[]): Promise<void>;
  add<K extends RecordKind>(kind: K, record: Records[K]): void;
  put<K extends RecordKind>(kind: K, record: Records[K]): void;
  remove(kind: RecordKind, id: string): void;
  /** Every dependent that refers to a connection now. */
  dependentsOf<K extends DependentKind>(kind: K, connection: string): Promise<readonly Records[K][]>;
  /** Records that a condition on the stored columns picks, as they are now. */
  where<K extends RecordKind>(
    kind: K,
    condition: string,
    ...values: readonly SqlValue[]
  ): Promise<readonly Records[K][]>;
  /** How many of a kind there are now. */
  count(kind: RecordKind): number;
  /** How many records the list itself made, or turned, so that they fit now although they did not when stored. */
  newly<K extends RecordKind>(kind: K, fits: (record: Records[K]) => boolean): number;
  /** Records that the list has read or made, where they fit as they are now: what `where` cannot know of. */
  inHand<K extends RecordKind>(kind: K, fits: (record: Records[K]) => boolean): readonly Records[K][];
  /** Goes through every stored record of a kind, so that "not there" is said only of a store that is whole and in which `ref` means nothing. */
  verify(kind: RecordKind, ref?: string): Promise<void>;
  /** What to throw where a record that others refer to cannot be found. */
  lost(kind: RecordKind): Problem;
  /** How many exports or enrichments of a type there are now. */
  countOfType(kind: DependentKind, type: string): Promise<number>;
  /** What it had before the list, or nothing when the list made it. */
  before<K extends RecordKind>(kind: K, id: string): Records[K] | null;
  /** Writes everything and returns the new counts. */
  flush(): Promise<Head['counts']>;
}

const kinds: readonly RecordKind[] = ['user', 'type', 'connection', 'export', 'enrichment', 'token'];

/** Starts the work of one list on an open write transaction. */
export function createWork(
  session: Session,
  head: Head,
  ports: Pick<ServicePorts, 'driver' | 'digest' | 'progress'>,
): Work {
  const { digest, progress } = ports;
  const { place } = ports.driver;
  const slots = Object.fromEntries(kinds.map((kind) => [kind, new Map()])) as {
    [K in RecordKind]: Map<string, Slot<K>>;
  };
  const words = Object.fromEntries(kinds.map((kind) => [kind, new Map()])) as Record<
    RecordKind,
    Map<string, Set<string>>
  >;
  const asked = Object.fromEntries(kinds.map((kind) => [kind, new Set()])) as unknown as Record<
    RecordKind,
    Set<string>
  >;
  const looked = new Set<string>();
  const counts = { ...head.counts };
  const storedOfType = new Map<string, Promise<number>>();
  const addedOfType = new Map<string, number>();

  function index(kind: RecordKind, word: string, id: string) {
    const ids = words[kind].get(word);
    if (ids === undefined) words[kind].set(word, new Set([id]));
    else ids.add(id);
  }
  function set<K extends RecordKind>(kind: K, id: string, now: Records[K] | null, before: Records[K] | null) {
    const slot = slots[kind].get(id) as Slot<K> | undefined;
    if (slot === undefined) slots[kind].set(id, { before, now } as never);
    else slot.now = now;
    if (now !== null) {
      index(kind, now.name, id);
      index(kind, now.displayName, id);
      index(kind, keyWord(kind, now), id);
    }
  }
  function read<K extends RecordKind>(kind: K, rows: Awaited<ReturnType<Session['all']>>) {
    for (const row of rows) {
      if (slots[kind].has(String(row.id))) continue;
      const record = recordOf(kind, row, digest, place);
      set(kind, record.id, record, record);
    }
  }
  function countType(kind: RecordKind, record: object, by: number) {
    const key = `${kind}/${(record as { type?: string }).type}`;
    addedOfType.set(key, (addedOfType.get(key) ?? 0) + by);
  }
  const nowOf = <K extends RecordKind>(kind: K, id: string) =>
    (slots[kind].get(id) as Slot<K> | undefined)?.now ?? undefined;

  const work: Work = {
    async find(kind, ref, sees = () => true) {
      // What the store holds does not change under the list, so each reference is asked for once.
      if (!asked[kind].has(ref)) {
        asked[kind].add(ref);
        read(kind, await session.all(findSql(kind), ...findValues(kind, ref)));
      }
      const found = new Map<string, Records[typeof kind]>();
      for (const id of [ref, ...(words[kind].get(ref) ?? [])]) {
        const record = nowOf(kind, id);
        if (record !== undefined && meant(kind, record, ref) && sees(record)) found.set(id, record);
      }
      if (found.size > 1) throw ambiguous(kind, ref, [...found.values()]);
      return found.values().next().value;
    },
    async taken(kind, name, displayName) {
      const { table } = tables[kind];
      const key = keyWord(kind, { name, displayName });
      read(kind, await session.all(`SELECT * FROM ${table} WHERE name = ? OR display_key = ?`, name, key.slice(1)));
      const those = (word: string) => [...(words[kind].get(word) ?? [])].flatMap((id) => nowOf(kind, id) ?? []);
      const byName = those(name).find((record) => record.name === name);
      return byName ?? those(key).find((record) => keyWord(kind, record) === key);
    },
    async foresee(kind, ids) {
      read(kind, await inTurn(session, `SELECT * FROM ${tables[kind].table} WHERE id IN`, ids));
      for (const id of ids) looked.add(`${kind}/${id}`);
    },
    async byId(kind, id) {
      if (!slots[kind].has(id) && !looked.has(`${kind}/${id}`))
        read(kind, await session.all(`SELECT * FROM ${tables[kind].table} WHERE id = ?`, id));
      return nowOf(kind, id);
    },
    add(kind, record) {
      counts[kind] += 1;
      countType(kind, record, 1);
      set(kind, record.id, record, null);
    },
    put: (kind, record) => set(kind, record.id, record, null),
    remove(kind, id) {
      // A list may name one record twice.
      if (nowOf(kind, id) === undefined) return;
      counts[kind] -= 1;
      countType(kind, nowOf(kind, id) ?? {}, -1);
      set(kind, id, null, null);
    },
    async dependentsOf(kind, connection) {
      read(kind, await session.all(`SELECT * FROM ${tables[kind].table} WHERE connection = ?`, connection));
      const found: Records[typeof kind][] = [];
      for (const { now } of slots[kind].values()) if (now !== null && now.connection === connection) found.push(now);
      return found.sort((one, other) => (one.name < other.name ? -1 : 1));
    },
    async where(kind, condition, ...values) {
      const rows = await session.all(`SELECT * FROM ${tables[kind].table} WHERE ${condition}`, ...values);
      read(kind, rows);
      return rows.flatMap((row) => nowOf(kind, String(row.id)) ?? []);
    },
    inHand(kind, fits) {
      const found: Records[typeof kind][] = [];
      for (const { now } of slots[kind].values()) if (now !== null && fits(now as never)) found.push(now as never);
      return found;
    },
    async verify(kind, ref) {
      const missed = (row: Row) => ref !== undefined && !slots[kind].has(String(row.id)) && meantBy(kind, row, ref);
      await verifyRecords(session, kind, head.counts[kind], ports, missed);
    },
    lost: (kind) => damagedIndex(kind, place),
    count: (kind) => counts[kind],
    newly(kind, fits) {
      let found = 0;
      for (const { before, now } of slots[kind].values()) {
        if (now !== null && fits(now as never) && !(before !== null && fits(before as never))) found += 1;
      }
      return found;
    },
    async countOfType(kind, type) {
      const key = `${kind}/${type}`;
      const sql = `SELECT count(*) AS n FROM ${tables[kind].table} WHERE type = ?`;
      if (!storedOfType.has(key))
        storedOfType.set(
          key,
          session.one(sql, type).then((row) => Number(row?.n)),
        );
      return ((await storedOfType.get(key)) ?? 0) + (addedOfType.get(key) ?? 0);
    },
    before: (kind, id) => (slots[kind].get(id) as Slot<typeof kind> | undefined)?.before ?? null,
    async flush() {
      for (const kind of kinds) {
        const named = await flushKind(session, kind, slots[kind], { digest, place, progress });
        if (named.length > 0 && counts[kind] <= small) await verifyNames(session, kind, named, counts[kind], place);
      }
      return counts;
    },
  };
  return work;
}

// Told apart from names and display names by a mark that neither can hold.
function keyWord(kind: RecordKind, record: { readonly name: string; readonly displayName: string }): string {
  return `\u0000${displayKey(record[keyed(kind)])}`;
}
