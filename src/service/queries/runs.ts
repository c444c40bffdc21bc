import type { Dependent, DependentKind } from '../../model/dependent.ts';
import { dueMoment } from '../../model/due.ts';
import { mayRun, seesInside } from '../../model/policy.ts';
import type { RunItem } from '../../model/query.ts';
import { runningSince } from '../../model/run.ts';
import type { Asking } from '../asking.ts';
import { recordOf, tables } from '../store/tables.ts';
import { connectionOf, lacks } from './dependents.ts';
import { findRecord } from './find.ts';
import { verifySmall } from './verify.ts';

interface Find {
  readonly dependent?: string;
  readonly due?: boolean;
}

export const exportRuns = (asking: Asking, find: Find) => runs(asking, 'export', find);
export const enrichmentRuns = (asking: Asking, find: Find) => runs(asking, 'enrichment', find);

/** What the actor may run, or see run (D15): one that is named, or all that go by the clock; only what is due where that is asked. */
async function runs(asking: Asking, kind: DependentKind, { dependent, due = false }: Find) {
  const { actor } = asking;
  const sees = (it: Dependent) => seesInside(actor) || mayRun(actor, it);
  const found =
    dependent === undefined ? await byClock(asking, kind) : [await findRecord(asking, kind, dependent, sees)];
  const items: RunItem[] = [];
  for (const it of found) {
    const item = sees(it) ? await itemOf(asking, it) : undefined;
    if (item !== undefined && (!due || item.due !== null)) items.push(item);
  }
  return { items };
}

async function byClock(asking: Asking, kind: DependentKind): Promise<Dependent[]> {
  const { session, ports } = asking;
  await verifySmall(asking, kind);
  const rows = await session.all(
    `SELECT * FROM ${tables[kind].table} WHERE status = 'active' AND schedule NOT IN ('refresh', 'off') ORDER BY name`,
  );
  return rows.map((row) => recordOf(kind, row, ports.digest, ports.driver.place));
}

async function itemOf(asking: Asking, it: Dependent): Promise<RunItem> {
  const { id, name, displayName, type, status, schedule, lastRun, command = null } = it;
  const now = asking.ports.clock();
  const connection = await connectionOf(asking, it.connection);
  return {
    id,
    name,
    displayName,
    type,
    status,
    connection: connection?.name ?? null,
    schedule,
    due: dueMoment(it, now),
    runningSince: runningSince(it, now),
    lastRun,
    command,
    lacks: await lacks(asking, it, connection),
  };
}
