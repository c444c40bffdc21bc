import { problem } from '../../kernel/problem.ts';
import { stepping } from '../../kernel/progress.ts';
import type { connectionOrders } from '../../model/orders.ts';
import { seesInside } from '../../model/policy.ts';
import type { TestResult } from '../../model/probe.ts';
import type { ConnectionFilter, ConnectionItem, ConnectionName, Listed, Page } from '../../model/query.ts';
import type { Asking } from '../asking.ts';
import type { SqlValue, Values } from '../store/driver.ts';
import { checkListed, sharedFrom } from '../store/tables.ts';
import { containing, listed, pageOf } from './page.ts';
import { sharedWithNames } from './shared-with-names.ts';
import { usableBy } from './usable-by.ts';

const orders = {
  name: 'name',
  displayName: 'display_key',
  type: 'type',
  purpose: 'purpose',
  status: 'status',
  sharedWith: 'shared',
  locked: 'locked',
  exports: 'exports',
  enrichments: 'enrichments',
  createdAt: 'created_at',
  createdBy: 'created_by',
  updatedAt: 'updated_at',
  revision: 'revision',
} as const satisfies { readonly [O in (typeof connectionOrders)[number]]: string };

/** The list of connections (R3). A contributor sees those they may use, by name, display name and type alone (R12). */
export async function connectionList(
  asking: Asking,
  filter: ConnectionFilter & Page,
): Promise<Listed<ConnectionItem> | Listed<ConnectionName>> {
  const { actor, ports } = asking;
  const inside = seesInside(actor);
  if (!inside) refuseHidden(filter, actor.role);
  const conditions = [
    ...conditionsOf(filter),
    ...(inside ? [] : [usableBy(actor.id)]),
    ...(filter.usesSecretOf === undefined ? [] : [await sharesSecret(asking, filter.usesSecretOf)]),
  ];
  const page = await pageOf(asking, { kind: 'connection', orders, usual: 'name', conditions }, filter);
  for (const row of stepping(ports.progress, 'records', page.rows))
    checkListed('connection', row, ports.digest, ports.driver.place);
  if (!inside) return listed(page, page.rows.map(nameOf));
  const names = await sharedWithNames(
    asking,
    page.rows.map(([, , , , , , shared]) => sharedFrom(String(shared))),
  );
  return listed(
    page,
    page.rows.map((row, index) => itemOf(row, names[index] ?? 'administrators')),
  );
}

// Loaded when asked for: comparing secrets opens them.
async function sharesSecret(asking: Asking, ref: string): Promise<readonly [string, ...SqlValue[]]> {
  const { withSecretOf } = await import('./secret-users.ts');
  const ids = await withSecretOf(asking, ref);
  return [`id IN (${ids.map(() => '?').join(', ')})`, ...ids];
}

function itemOf(row: Values, sharedWith: ConnectionItem['sharedWith']): ConnectionItem {
  const [id, name, displayName, , type, purpose, , status, locked, exports, enrichments, ...moments] = row;
  const [createdAt, createdBy, updatedAt, revision, ends, tested = null] = moments;
  return {
    id: String(id),
    name: String(name),
    displayName: String(displayName),
    type: String(type),
    purpose: purpose as ConnectionItem['purpose'],
    status: status as ConnectionItem['status'],
    signInExpiresAt: ends === null || ends === undefined ? null : String(ends),
    sharedWith,
    createdAt: String(createdAt),
    createdBy: String(createdBy),
    updatedAt: String(updatedAt),
    revision: Number(revision),
    locked: locked === 1,
    dependents: { exports: Number(exports), enrichments: Number(enrichments) },
    tested: testedOf(tested),
  };
}

function testedOf(column: SqlValue): ConnectionItem['tested'] {
  if (typeof column !== 'string') return null;
  const [at = '', ...result] = column.split(' ');
  return { at, result: result.join(' ') as TestResult };
}

function nameOf([, name, displayName, , type]: Values): ConnectionName {
  return { name: String(name), displayName: String(displayName), type: String(type) };
}

// A filter or an order tells what it goes by, so those a contributor cannot see are refused.
function refuseHidden(filter: ConnectionFilter & Page, role: string): void {
  const keys = ['purpose', 'shared', 'unused', 'locked', 'status', 'usesSecretOf'] as const;
  const hidden: string[] = keys.filter((key) => filter[key] !== undefined);
  const order = filter.sort?.split(':')[0];
  if (order !== undefined && Object.hasOwn(orders, order) && !['name', 'displayName', 'type'].includes(order))
    hidden.push('sort');
  const [first] = hidden;
  if (first !== undefined)
    throw problem('forbidden', {
      role,
      action: `connection list --${first.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`,
      needs: 'an administrator or an auditor',
    });
}

function conditionsOf(filter: ConnectionFilter): (readonly [string, ...SqlValue[]])[] {
  const { type, purpose, shared, unused, locked, status, search } = filter;
  const conditions: (readonly [string, ...SqlValue[]])[] = [];
  if (type !== undefined) conditions.push(['type = ?', type]);
  if (purpose !== undefined) conditions.push(['purpose = ?', purpose]);
  if (shared === 'users') conditions.push(["shared LIKE 'users:%'"]);
  else if (shared !== undefined) conditions.push(['shared = ?', shared]);
  if (unused === true) conditions.push(['exports = 0 AND enrichments = 0']);
  if (unused === false) conditions.push(['exports > 0 OR enrichments > 0']);
  if (locked !== undefined) conditions.push(['locked = ?', locked ? 1 : 0]);
  if (status !== undefined) conditions.push(['status = ?', status]);
  if (search !== undefined) conditions.push(containing(search, 'name', 'display_key', 'type'));
  return conditions;
}
