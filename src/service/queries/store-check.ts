import { catalog } from '../../catalog/index.ts';
import { isProblem } from '../../kernel/problem.ts';
import { endingSignIns } from '../../model/sign-in.ts';
import type { StoreFinding } from '../../model/store-finding.ts';
import type { Asking } from '../asking.ts';
import { baseOf } from '../store/agreed.ts';
import type { Row, SqlValue } from '../store/driver.ts';
import { type RecordKind, recordOf, tables } from '../store/tables.ts';
import { auditVerify } from './audit.ts';
import { verifyAll } from './verify.ts';

const shown = 20;

/** Goes through every record and the whole trail, and names what is damaged and what waits for someone. */
export async function storeCheck(asking: Asking): Promise<{ findings: readonly StoreFinding[] }> {
  const damaged: string[] = [];
  for (const kind of Object.keys(tables) as RecordKind[]) damaged.push(...(await damagedRecords(asking, kind)));
  damaged.push(...(await damagedBase(asking)));
  const retired = catalog.filter((entry) => entry.status === 'retired').map((entry) => entry.id);
  const marks = retired.map(() => '?').join(', ');
  return {
    findings: [
      finding('records', 'damage', damaged),
      finding('audit', 'damage', await trail(asking)),
      finding('not-ready', 'note', await names(asking, 'connections', "status <> 'ready'")),
      finding('sign-ins', 'note', await endingSoon(asking)),
      finding('retired', 'note', await names(asking, 'connections', `type IN (${marks})`, ...retired)),
      finding(
        'unused',
        'note',
        await names(asking, 'connections', "exports = 0 AND enrichments = 0 AND purpose <> 'miscellaneous'"),
      ),
      finding('disconnected', 'note', await names(asking, 'exports', 'connection IS NULL')),
    ],
  };
}

async function damagedRecords(asking: Asking, kind: RecordKind): Promise<string[]> {
  const { session, ports, head } = asking;
  const damaged: string[] = [];
  let done = 0;
  const check = (row: Row) => {
    try {
      recordOf(kind, row, ports.digest, ports.driver.place);
    } catch (error) {
      if (!isProblem(error)) throw error;
      damaged.push(`${kind} ${String(row.name).slice(0, 80)}`);
    }
  };
  let last = '';
  for (;;) {
    const rows = await session.all(`SELECT * FROM ${tables[kind].table} WHERE id > ? ORDER BY id LIMIT 1000`, last);
    ports.progress?.step('records', done, head.counts[kind]);
    for (const row of rows) check(row);
    done += rows.length;
    if (rows.length < 1000) break;
    last = String(rows.at(-1)?.id);
  }
  if (damaged.length > 0) return damaged;
  try {
    await verifyAll(asking, kind);
  } catch (error) {
    if (!isProblem(error)) throw error;
    return [error.detail];
  }
  return [];
}

async function damagedBase({ session, ports }: Asking): Promise<string[]> {
  const damaged: string[] = [];
  let [kind, id] = ['', ''];
  for (;;) {
    const sql = 'SELECT * FROM sync_base WHERE (kind, id) > (?, ?) ORDER BY kind, id LIMIT 1000';
    const rows = await session.all(sql, kind, id);
    for (const row of rows) {
      try {
        baseOf(row, ports.digest, ports.driver.place);
      } catch (error) {
        if (!isProblem(error)) throw error;
        damaged.push(`base of ${String(row.kind).slice(0, 20)} ${String(row.id).slice(0, 80)}`);
      }
    }
    if (rows.length < 1000) return damaged;
    [kind, id] = [String(rows.at(-1)?.kind), String(rows.at(-1)?.id)];
  }
}

async function trail(asking: Asking): Promise<string[]> {
  try {
    await auditVerify(asking, {});
    return [];
  } catch (error) {
    if (!isProblem(error)) throw error;
    return [error.detail];
  }
}

/** A fortnight is time enough to find whoever signs in. */
const soonDays = 14;

async function endingSoon({ session, ports }: Asking): Promise<string[]> {
  const rows = await session.all(
    'SELECT name, sign_in_expires FROM connections WHERE sign_in_expires IS NOT NULL ORDER BY sign_in_expires LIMIT 1000',
  );
  const connections = rows.map((row) => ({ name: String(row.name), signInExpiresAt: String(row.sign_in_expires) }));
  return endingSignIns(connections, ports.clock(), soonDays).map(
    ({ name, expiresAt, ended }) => `${name} (${ended ? 'ended' : 'ends'} ${expiresAt.slice(0, 10)})`,
  );
}

async function names(
  { session }: Asking,
  table: string,
  condition: string,
  ...values: readonly SqlValue[]
): Promise<string[]> {
  return (await session.all(`SELECT name FROM ${table} WHERE ${condition} ORDER BY name`, ...values)).map((row) =>
    String(row.name),
  );
}

function finding(check: StoreFinding['check'], severity: 'note' | 'damage', names: readonly string[]): StoreFinding {
  return {
    check,
    ok: names.length === 0,
    severity: names.length === 0 ? 'ok' : severity,
    names: names.slice(0, shown),
    count: names.length,
  };
}
