import { shellWord } from '../../kernel/shell-word.ts';
import type { CheckedSecret } from '../../model/checked-secret.ts';
import type { Environment } from '../../model/environment.ts';
import type { ConnectionItem } from '../../model/query.ts';
import { endingSignIns } from '../../model/sign-in.ts';

/** Sign-ins that have ended or are about to, told as the secrets that they left behind, each with what stops with it. */
export async function checkSignIns(
  environment: Environment,
  now: string,
  days: number,
): Promise<readonly CheckedSecret[]> {
  const { items } = await environment.query('connection.list', {});
  const found: CheckedSecret[] = [];
  for (const { name, expiresAt, ended } of endingSignIns(items as readonly ConnectionItem[], now, days)) {
    const { exports, enrichments } = await environment.query('connection.dependents', { connection: name });
    found.push({
      source: 'sign-in',
      secret: 'refreshToken',
      version: null,
      result: ended ? 'expired' : 'expiring',
      detail: `its sign-in ${ended ? 'ended' : 'ends'} at ${expiresAt}; \`cinch connection authorize ${shellWord(name)}\``,
      expiresAt,
      connections: [{ name, field: 'refreshToken' }],
      exports: exports.map((it) => it.name),
      enrichments: enrichments.map((it) => it.name),
    });
  }
  return found;
}
