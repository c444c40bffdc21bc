import { isProblem, problem } from '../../kernel/problem.ts';
import { isSecretValue, type SecretValue } from '../../kernel/secret-value.ts';
import type { Renewed } from '../../kernel/sign-in.ts';
import type { Environment } from '../../model/environment.ts';
import type { Release, ReleasedSecret } from '../../model/release.ts';
import { after } from '../../model/sign-in.ts';
import type { AppInHand } from '../context.ts';
import { signInOf } from './sign-in-app.ts';

interface Parts {
  readonly environment: Environment;
  readonly now: () => string;
  readonly opened: (secret: ReleasedSecret) => Promise<SecretValue>;
  /** Does what no other process of this machine does at the same time for a connection, and tells whether it had to wait. */
  readonly alone: <T>(connection: string, work: (waited: boolean) => Promise<T>) => Promise<T>;
  readonly pause: (ms: number) => Promise<void>;
  /** Hands out what the connection holds by now. */
  readonly again: (() => Promise<Release>) | undefined;
  readonly renewed: (app: AppInHand, token: SecretValue) => Promise<Renewed>;
}

/** Whoever used a token up keeps the one in its place soon after. */
const looksAfterMs = [200, 2_000];

/**
 * Exchanges the refresh token that was handed out, and keeps the one that the service gives in its place. One that serves
 * no more may have been used up by a run elsewhere at the same moment: then it goes on with the one which that run kept.
 */
export async function accessToken(released: Release, parts: Parts): Promise<SecretValue> {
  const { again, alone, opened, pause } = parts;
  // Some services take everything back where a token is used twice, so on one machine that is kept from happening.
  const work = async (waited: boolean) => exchanged(waited && again !== undefined ? await again() : released, parts);
  try {
    return await alone(released.connection.id, work);
  } catch (error) {
    const { refreshToken: used } = released.secrets;
    if (again === undefined || used === undefined || !isProblem(error) || error.code !== 'sign_in.over') throw error;
    const before = (await opened(used)).reveal();
    for (const ms of looksAfterMs) {
      await pause(ms);
      const now = await again();
      const { refreshToken: kept } = now.secrets;
      if (kept !== undefined && (await opened(kept)).reveal() !== before) return exchanged(now, parts);
    }
    throw error;
  }
}

async function exchanged({ connection, secrets }: Release, parts: Parts): Promise<SecretValue> {
  const { environment, now, opened, renewed } = parts;
  const { id, name, type, settings } = connection;
  const { declaration } = await environment.query('type.show', { type });
  if (declaration.signIn !== 'browser') throw problem('sign_in.not_needed', { name, label: declaration.label });
  const { clientId } = settings;
  const { refreshToken: kept, clientSecret: appSecret } = secrets;
  const app = signInOf(declaration, connection);
  if (app === undefined) throw problem('sign_in.by_hand', { name, label: declaration.label });
  // A token that serves as it is needs no app.
  const needsApp = app.leaves === 'refresh-token' && typeof clientId !== 'string';
  const lacks = [...(needsApp ? ['clientId'] : []), ...(kept === undefined ? ['refreshToken'] : [])];
  if (kept === undefined || lacks.length > 0) throw problem('sign_in.lacking', { name, lacks });
  const used = await opened(kept);
  const { accessToken, kept: fresh } = await renewed({ ...app, clientId: String(clientId ?? ''), appSecret }, used);
  if (app.leaves === 'access-token') return accessToken;
  const same = fresh.token.reveal() === used.reveal();
  const moves = !same || fresh.seconds !== undefined || app.lasts?.from === 'use';
  if (!isSecretValue(kept)) {
    if (!same) throw problem('sign_in.vault_rotates', { name });
  } else if (moves) {
    const end = fresh.seconds === undefined ? {} : { expiresAt: after(now(), fresh.seconds / 86_400) };
    const secrets = { refreshToken: fresh.token };
    await environment.apply([{ change: 'connection.refresh', connection: id, used, secrets, ...end }]);
  }
  return accessToken;
}
