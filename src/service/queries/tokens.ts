import { problem } from '../../kernel/problem.ts';
import type { tokenOrders } from '../../model/orders.ts';
import { seesInside } from '../../model/policy.ts';
import type { Listed, QueryInput } from '../../model/query.ts';
import type { Token, TokenItem } from '../../model/token.ts';
import type { Asking } from '../asking.ts';
import type { SqlValue } from '../store/driver.ts';
import { recordListed } from '../store/tables.ts';
import { containing, listed, pageOf } from './page.ts';
import { exportNames } from './users.ts';

const orders = {
  displayName: 'display_name',
  id: 'name',
  role: 'role',
  user: 'user_name',
  expiresAt: 'expires_at',
  createdAt: 'created_at',
} as const satisfies { readonly [O in (typeof tokenOrders)[number]]: string };

/** The API tokens that act as the actor; those of everybody for those who see inside. */
export async function tokenList(asking: Asking, filter: QueryInput<'token.list'>): Promise<Listed<TokenItem>> {
  const { session, ports, actor } = asking;
  if (ports.served !== true) throw problem('environment.not_served', { what: 'tokens' });
  const conditions: (readonly [string, ...SqlValue[]])[] = [];
  if (!seesInside(actor)) conditions.push(['user_id = ?', actor.member === true ? '' : actor.id]);
  if (filter.search !== undefined) conditions.push(containing(filter.search, 'name', 'display_name', 'user_name'));
  const page = await pageOf(asking, { kind: 'token', orders, usual: 'displayName', bodies: true, conditions }, filter);
  const tokens = page.rows.map((row) => recordListed('token', row, ports.digest, ports.driver.place));
  const names = await exportNames(asking, new Set(tokens.flatMap(({ exports = [] }) => exports)));
  const now = ports.clock();
  const items: TokenItem[] = [];
  for (const token of tokens) {
    const row = await session.one('SELECT last_used FROM tokens WHERE id = ?', token.id);
    items.push(itemOf(token, names, now, row?.last_used));
  }
  return listed(page, items);
}

function itemOf(token: Token, names: ReadonlyMap<string, string>, now: string, used: SqlValue | undefined): TokenItem {
  const { id, displayName, role, userName: user, expiresAt, createdAt, createdBy, madeWith = null } = token;
  return {
    id,
    displayName,
    role,
    exports: (token.exports ?? []).flatMap((it) => names.get(it) ?? []).sort(),
    user,
    expiresAt,
    expired: expiresAt <= now,
    lastUsedAt: used === undefined || used === null ? null : String(used),
    createdAt,
    createdBy,
    madeWith,
    bootstrap: token.bootstrap === true,
  };
}
