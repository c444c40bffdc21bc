import type { Change } from '../../model/change.ts';
import type { ConnectionDetail } from '../../model/query.ts';
import type { Context } from '../context.ts';
import { refuseForRole } from './refuse-for-role.ts';

type ConnectionChange = Extract<Change, { readonly connection: string; readonly change: `connection.${string}` }>;

/** The connection that a change is about, as it is now: `--confirm` takes its name, whatever it was called by (D3). */
export async function connectionToChange(context: Context, change: ConnectionChange): Promise<ConnectionDetail> {
  const environment = await refuseForRole(context, change);
  const shown = await environment.query('connection.show', { connection: change.connection });
  // Whoever may change a connection sees inside it (R5).
  return shown as ConnectionDetail;
}
