import type { userOrders } from '../../model/orders.ts';
import { principalKey, principalKinds, subjectAt } from '../../model/principal.ts';
import type { Listed, QueryInput, UserItem } from '../../model/query.ts';
import { isInvited, type User } from '../../model/user.ts';
import type { Asking } from '../asking.ts';
import type { SqlValue } from '../store/driver.ts';
import { recordListed, recordOf } from '../store/tables.ts';
import { containing, listed, pageOf } from './page.ts';

const orders = {
  name: 'name',
  displayName: 'display_name',
  role: 'role',
  createdAt: 'created_at',
  revision: 'revision',
} as const satisfies { readonly [O in (typeof userOrders)[number]]: string };

export async function userList(asking: Asking, filter: QueryInput<'user.list'>): Promise<Listed<UserItem>> {
  const conditions: (readonly [string, ...SqlValue[]])[] = [];
  if (filter.role !== undefined) conditions.push(['role = ?', filter.role]);
  if (filter.search !== undefined) conditions.push(containing(filter.search, 'name', 'display_name'));
  const { ports } = asking;
  const { issuer = '' } = ports;
  if (filter.principal !== undefined) {
    const given = filter.principal;
    const keys = principalKinds.map((kind) => principalKey({ kind, issuer, subject: subjectAt(issuer, kind, given) }));
    conditions.push(['principal IN (?, ?, ?)', ...keys]);
  }
  const page = await pageOf(asking, { kind: 'user', orders, usual: 'name', bodies: true, conditions }, filter);
  const users = page.rows.map((row) => recordListed('user', row, ports.digest, ports.driver.place));
  const names = await exportNames(asking, new Set(users.flatMap((user) => user.exports ?? [])));
  return listed(
    page,
    users.map((user) => itemOf(user, names, ports.served === true)),
  );
}

/** Names of exports by id. One that is gone leaves nothing to be run. */
export async function exportNames(
  { session, ports }: Asking,
  ids: ReadonlySet<string>,
): Promise<ReadonlyMap<string, string>> {
  const names = new Map<string, string>();
  for (const id of ids) {
    const row = await session.one('SELECT * FROM exports WHERE id = ?', id);
    if (row?.id === id) names.set(id, recordOf('export', row, ports.digest, ports.driver.place).name);
  }
  return names;
}

function itemOf(user: User, names: ReadonlyMap<string, string>, served: boolean): UserItem {
  const { id, name, displayName, role, createdAt, createdBy, revision, exports: ids = [], principal = null } = user;
  const exports = ids.flatMap((it) => names.get(it) ?? []).sort();
  const invited = served && isInvited(user);
  return { id, name, displayName, role, exports, principal, invited, createdAt, createdBy, revision };
}
