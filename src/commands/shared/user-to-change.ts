import type { Change } from '../../model/change.ts';
import type { UserItem } from '../../model/query.ts';
import type { Context } from '../context.ts';
import { refuseForRole } from './refuse-for-role.ts';

/** The user of a name that is kept, as they are now; nobody where it is none. */
export async function userNow(context: Context, name: string): Promise<UserItem | undefined> {
  const { items } = await (await context.environment()).query('user.list', { search: name });
  return items.find((user) => user.name === name);
}

/**
 * The name of the user that a change is about: `--confirm` takes it, whatever they were called by (D3). What fits none
 * or several stays as it is, for the door to refuse.
 */
export async function userToChange(context: Context, change: Extract<Change, { user: string }>): Promise<string> {
  const ref = change.user;
  const environment = await refuseForRole(context, change);
  const { items } = await environment.query('user.list', {});
  const found = items.filter(({ id, name, displayName }) => id === ref || name === ref || displayName === ref);
  const [user] = found;
  return user !== undefined && found.length === 1 ? user.name : ref;
}
