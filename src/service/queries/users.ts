import type { userOrders } from '../../model/orders.ts';
import type { Listed, Page, UserItem } from '../../model/query.ts';
import type { Role, User } from '../../model/user.ts';
import type { Asking } from '../asking.ts';
import type { SqlValue } from '../store/driver.ts';
import { recordListed } from '../store/tables.ts';
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
  return listed(
    page,
    page.rows.map((row) => itemOf(recordListed('user', row, ports.digest, ports.driver.place))),
  );
}

function itemOf({ id, name, displayName, role, createdAt, createdBy, revision }: User): UserItem {
  return { id, name, displayName, role, createdAt, createdBy, revision };
}
