import { applies } from '../../fields/visible.ts';
import { problem } from '../../kernel/problem.ts';
import { stepping } from '../../kernel/progress.ts';
import type { Connection } from '../../model/connection.ts';
import type { Dependent, DependentKind } from '../../model/dependent.ts';
import { holesOf } from '../../model/holes.ts';
import type { dependentOrders } from '../../model/orders.ts';
import { mayUse, permission, seesInside } from '../../model/policy.ts';
import type { DependentDetail, DependentFilter, DependentItem, Listed, Page } from '../../model/query.ts';
import type { Asking } from '../asking.ts';
import type { SqlValue } from '../store/driver.ts';
import { recordListed, recordOf } from '../store/tables.ts';
import { findRecord } from './find.ts';
import { containing, listed, pageOf } from './page.ts';
import { typesFor } from './types.ts';
import { verifySmall } from './verify.ts';

const orders = {
  name: 'name',
  displayName: 'display_key',
  type: 'type',
  status: 'status',
  schedule: 'schedule',
  createdAt: 'created_at',
  createdBy: 'created_by',
  updatedAt: 'updated_at',
  revision: 'revision',
} as const satisfies { readonly [O in (typeof dependentOrders)[number]]: string };

type Filter = DependentFilter & Page;
type Find = { readonly dependent: string };

export const exportList = (asking: Asking, filter: Filter) => dependentList(asking, 'export', filter);
export const enrichmentList = (asking: Asking, filter: Filter) => dependentList(asking, 'enrichment', filter);
export const exportShow = (asking: Asking, find: Find) => dependentShow(asking, 'export', find);
export const enrichmentShow = (asking: Asking, find: Find) => dependentShow(asking, 'enrichment', find);

/** Exports or enrichments, with their connection's display name and type for every role (R12). */
async function dependentList(asking: Asking, kind: DependentKind, filter: Filter): Promise<Listed<DependentItem>> {
  const { ports } = asking;
  const conditions = await conditionsOf(asking, kind, filter);
  const page = await pageOf(asking, { kind, orders, usual: 'name', bodies: true, conditions }, filter);
  const items: DependentItem[] = [];
  for (const row of stepping(ports.progress, 'records', page.rows))
    items.push(await dependentItem(asking, kind, recordListed(kind, row, ports.digest, ports.driver.place)));
  return listed(page, items);
}

async function dependentShow(asking: Asking, kind: DependentKind, find: Find): Promise<DependentDetail> {
  const dependent = await findRecord(asking, kind, find.dependent);
  const connection = await connectionOf(asking, dependent.connection);
  const { id, settings, updatedBy, command = null, runs = [] } = dependent;
  return {
    ...(await dependentItem(asking, kind, dependent, connection)),
    id,
    settings,
    updatedBy,
    lacks: await lacks(asking, dependent, connection),
    ...(seesInside(asking.actor) ? { command, runs } : {}),
  };
}

/** One row, as the actor may see it and with what they may do. */
export async function dependentItem(
  asking: Asking,
  kind: DependentKind,
  dependent: Dependent,
  known?: Connection | null,
): Promise<DependentItem> {
  const { name, displayName, type, status, schedule, lastRun, createdAt, createdBy, updatedAt, revision } = dependent;
  const connection = known ?? (await connectionOf(asking, dependent.connection));
  return {
    name,
    displayName,
    type,
    status,
    connection: connection?.name ?? null,
    connectionDisplayName: connection?.displayName ?? null,
    schedule,
    lastRun,
    permission: await permissionOn(asking, kind, dependent, connection),
    createdAt,
    createdBy,
    updatedAt,
    revision,
  };
}

// Contributors manage all enrichments (R23) and the exports on connections they may use (R13).
async function permissionOn(asking: Asking, kind: DependentKind, dependent: Dependent, connection: Connection | null) {
  const { actor } = asking;
  if (kind === 'enrichment') return actor.role === 'administrator' || actor.role === 'contributor' ? 'edit' : 'view';
  const last =
    actor.role === 'contributor' && connection === null
      ? await connectionOf(asking, dependent.lastConnection, true)
      : null;
  return permission(actor, dependent, connection, last);
}

/** The connection of an id. One that something was on last may be gone; one that something is on may not. */
export async function connectionOf(asking: Asking, id: string | null, mayBeGone = false): Promise<Connection | null> {
  const { session, ports } = asking;
  if (id === null) return null;
  const row = await session.one('SELECT * FROM connections WHERE id = ?', id);
  if (row?.id === id) return recordOf('connection', row, ports.digest, ports.driver.place);
  await verifySmall(asking, 'connection', (it) => it.id === id);
  if (mayBeGone) return null;
  throw problem('store.damaged', { path: ports.driver.place, what: 'a connection that is in use cannot be found' });
}

/** What a run still needs (D18). */
export async function lacks(asking: Asking, dependent: Dependent, connection: Connection | null): Promise<string[]> {
  const type = await typesFor(asking).find(dependent.type);
  const { settings } = dependent;
  const unset = Object.entries(type?.usage ?? {}).filter(
    ([key, field]) =>
      field.optional !== true &&
      !(key in settings) &&
      !('default' in field && field.default !== undefined) &&
      applies(field, type?.usage ?? {}, settings),
  );
  return [
    ...(connection === null ? ['connection'] : []),
    ...(connection?.status === 'awaiting sign-in' ? ['sign-in'] : []),
    ...(connection === null ? [] : holesOf(connection).map((field) => `secrets.${field}`)),
    ...unset.map(([key]) => key),
  ];
}

async function conditionsOf(
  asking: Asking,
  kind: DependentKind,
  filter: DependentFilter,
): Promise<(readonly [string, ...SqlValue[]])[]> {
  const conditions: (readonly [string, ...SqlValue[]])[] = [];
  if (filter.type !== undefined) conditions.push(['type = ?', filter.type]);
  if (filter.status !== undefined) conditions.push(['status = ?', filter.status]);
  if (filter.withoutConnection === true) conditions.push(['connection IS NULL']);
  if (filter.search !== undefined) conditions.push(containing(filter.search, 'name', 'display_key', 'type'));
  if (filter.connection !== undefined)
    conditions.push(['connection = ?', await referenced(asking, kind, filter.connection)]);
  return conditions;
}

// Every role sees the display name of a connection that an export is on; of any other they may not see, not even that it is there (R12).
async function referenced(asking: Asking, kind: DependentKind, ref: string): Promise<string> {
  const { actor } = asking;
  const used = ({ dependents }: Connection) => dependents[kind === 'export' ? 'exports' : 'enrichments'] > 0;
  const sees = (it: Connection) => seesInside(actor) || mayUse(actor, it) || used(it);
  return (await findRecord(asking, 'connection', ref, sees)).id;
}
