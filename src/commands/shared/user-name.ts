import type { ChangeName } from '../../model/change.ts';
import type { Context } from '../context.ts';

/**
 * A user's name, where an id or a display name was given: `--confirm` takes the name only (D3). What fits none or
 * several stays as it is, for the door to refuse; so does everything for whoever may not do it at all (R12).
 */
export async function userName(context: Context, action: ChangeName, ref: string): Promise<string> {
  const environment = await context.environment();
  const { allowed } = await environment.query('can', { action });
  if (!allowed) return ref;
  const { items } = await environment.query('user.list', {});
  const found = items.filter(({ id, name, displayName }) => id === ref || name === ref || displayName === ref);
  const [user] = found;
  return user !== undefined && found.length === 1 ? user.name : ref;
}
