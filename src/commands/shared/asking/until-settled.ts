import { isProblem } from '../../../kernel/problem.ts';
import type { ConnectionDetail } from '../../../model/query.ts';
import type { Context } from '../../context.ts';
import type { Outcome } from '../../define.ts';
import { type Seen, seenNow } from '../seen.ts';

// What the door says when something began to use the connection, changed or went while a person was deciding (D9).
const meanwhile: readonly string[] = ['connection.in_use', 'revision.moved', 'not_found'];

/**
 * Carries out what a person decides on what was seen. When that has changed meanwhile nothing was done: it is looked at
 * again and begins anew. `met` is called by whoever asks something; where nobody was asked the refusal stands.
 */
export async function untilSettled(
  context: Context,
  first: ConnectionDetail,
  attempt: (seen: Seen, met: () => void) => Promise<Outcome>,
): Promise<Outcome> {
  let seen = await seenNow(context, first);
  for (;;) {
    let asked = false;
    const met = () => {
      asked = true;
    };
    try {
      return await attempt(seen, met);
    } catch (error) {
      if (!asked || !isProblem(error) || !meanwhile.includes(error.code)) throw error;
      const environment = await context.environment();
      const connection = await environment.query('connection.show', { connection: first.id });
      const now = await seenNow(context, connection as ConnectionDetail);
      if (trace(now) === trace(seen)) throw error;
      await context.show('Problem', { detail: error.detail, members: error.members, fix: [] });
      context.io.note('it changed while you decided, and nothing was done; this is how it is now');
      seen = now;
    }
  }
}

function trace({ connection, exports, enrichments }: Seen): string {
  const uses = [...exports, ...enrichments].map(({ name, revision }) => `${name} ${revision}`);
  return [connection.revision, exports.length, ...uses].join('\n');
}
