import type pg from 'pg';
import type { Row, Session, SqlValue, Values } from '../../service/store/driver.ts';
import { numbered } from './dialect.ts';

interface Statement {
  readonly name: string;
  readonly text: string;
}

/** Names every text once, so that a connection that knows it plans it no more. Names are a schema's own. */
export type Statements = (sql: string) => Statement;

let schemas = 0;

export function createStatements(): Statements {
  const known = new Map<string, Statement>();
  const schema = ++schemas;
  return (sql) => {
    const found = known.get(sql) ?? { name: `c${schema}_${known.size + 1}`, text: numbered(sql) };
    known.set(sql, found);
    return found;
  };
}

// A server keeps the plan of each for as long as the connection lasts.
const prepared = new WeakMap<pg.ClientBase, Set<string>>();
const mostPrepared = 2_000;

/** Whether a connection holds so many plans, of many instances, that a new one is the better bargain. */
export function isFull(client: pg.ClientBase): boolean {
  return (prepared.get(client)?.size ?? 0) > mostPrepared;
}

/** The statements of one transaction. After its end none is let through, for it would stand alone. */
export function openSession(
  client: pg.ClientBase,
  statements: Statements,
  guard: (error: unknown) => unknown,
): { readonly session: Session; end(): void } {
  let open = true;
  const names = prepared.get(client) ?? new Set<string>();
  prepared.set(client, names);
  async function query(sql: string, values: readonly SqlValue[], more?: { rowMode: 'array' }) {
    if (!open) throw new Error('a statement came after the end of its transaction');
    const statement = statements(sql);
    names.add(statement.name);
    try {
      return (await client.query({ ...statement, values: values.map(storable), ...more })).rows;
    } catch (error) {
      throw guard(error);
    }
  }
  return {
    session: {
      all: (sql: string, ...values: readonly SqlValue[]) => query(sql, values) as Promise<Row[]>,
      values: (sql: string, ...values: readonly SqlValue[]) =>
        query(sql, values, { rowMode: 'array' }) as Promise<Values[]>,
      one: async (sql: string, ...values: readonly SqlValue[]) => (await query(sql, values))[0] as Row | undefined,
      async run(sql: string, ...values: readonly SqlValue[]) {
        await query(sql, values);
      },
      // The engine has no number that moves with every change, so each look is made.
      unchanged: (_, look) => look(),
    },
    end() {
      open = false;
    },
  };
}

// PostgreSQL has no NUL in a text. Nothing that is stored has one either; what is looked for becomes something that no name holds.
function storable(value: SqlValue): SqlValue {
  return typeof value === 'string' && value.includes('\0') ? value.replaceAll('\0', '\uffff') : value;
}
