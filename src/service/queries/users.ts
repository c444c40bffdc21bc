import type { userOrders } from '../../model/orders.ts';
import type { Listed, Page, UserItem } from '../../model/query.ts';
import type { Role, User } from '../../model/user.ts';
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

export async function userList(
  asking: Asking,
  filter: { role?: Role; search?: string } & Page,
): Promise<Listed<UserItem>> {
  const conditions: (readonly [string, ...SqlValue[]])[] = [];
  if (filter.role !== undefined) conditions.push(['role = ?', filter.role]);
  if (filter.search !== undefined) conditions.push(containing(filter.search, 'name', 'display_name'));
  const { ports } = asking;
  const page = await pageOf(asking, { kind: 'user', orders, usual: 'name', bodies: true, conditions }, filter);
  const users = page.rows.map((row) => recordListed('user', row, ports.digest, ports.driver.place));
  const names = await exportNames(asking, new Set(users.flatMap((user) => user.exports ?? [])));
  return listed(
    page,
    users.map((user) => itemOf(user, names)),
  );
}

// An export that is gone leaves nothing to be run.
async function exportNames({ session, ports }: Asking, ids: ReadonlySet<string>): Promise<ReadonlyMap<string, string>> {
  const names = new Map<string, string>();
  for (const id of ids) {
    const row = await session.one('SELECT * FROM exports WHERE id = ?', id);
    if (row?.id === id) names.set(id, recordOf('export', row, ports.digest, ports.driver.place).name);
  }
  return names;
}

function itemOf(user: User, names: ReadonlyMap<string, string>): UserItem {
  const { id, name, displayName, role, createdAt, createdBy, revision, exports: ids = [] } = user;
  const exports = ids.flatMap((it) => names.get(it) ?? []).sort();
  return { id, name, displayName, role, exports, createdAt, createdBy, revision };
}
