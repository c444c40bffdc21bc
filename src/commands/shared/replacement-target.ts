import { problem } from '../../kernel/problem.ts';
import type { ConnectionDetail } from '../../model/query.ts';
import type { Context } from '../context.ts';

/** The connection that takes over from another. Its type is judged here, because the service does so only once something moves. */
export async function replacementTarget(
  context: Context,
  old: ConnectionDetail,
  ref: string | undefined,
  flag = '--with',
): Promise<ConnectionDetail> {
  if (ref === undefined) {
    const help = `a connection of type ${old.type}: \`cinch connection list --type ${old.type}\``;
    const missing = [{ input: 'with', flag: '--with CONNECTION', help }];
    throw problem('input.missing', { count: 1, why: '' }, { missing });
  }
  const environment = await context.environment();
  const by = (await environment.query('connection.show', { connection: ref })) as ConnectionDetail;
  if (by.id === old.id) {
    const rule = 'another connection than the one that is left';
    throw problem('usage.flag_value', { flag, rule });
  }
  if (by.type !== old.type) {
    const { name, type } = by;
    throw problem('connection.other_type', { name, type, wanted: old.type, kind: 'connection', dependent: old.name });
  }
  return by;
}
