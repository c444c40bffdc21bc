import type { TokenItem } from '../../model/token.ts';
import type { Context } from '../context.ts';

/** A token as it is kept now. */
export async function tokenNow(context: Context, id: string): Promise<TokenItem> {
  const { items } = await (await context.environment()).query('token.list', { search: id });
  const found = items.find((token) => token.id === id);
  if (found === undefined) throw new Error('a token that was made is not listed');
  return found;
}

/**
 * The token that a reference means, with what `--confirm` takes (D3): among several that are called alike it is one's own.
 * What fits none or several stays as it is, for the door to refuse.
 */
export async function tokenToRevoke(
  context: Context,
  ref: string,
): Promise<{ readonly id: string; readonly name: string; readonly user: string } | undefined> {
  const environment = await context.environment();
  const { user: self } = await environment.query('whoami', {});
  const { items } = await environment.query('token.list', { search: ref });
  const meant = items.filter(({ id, displayName }) => id === ref || displayName === ref);
  const own = meant.filter(({ user }) => user === self);
  const [token] = own.length === 1 ? own : meant;
  if (token === undefined || (own.length !== 1 && meant.length !== 1)) return undefined;
  return { id: token.id, name: token.displayName, user: token.user };
}
