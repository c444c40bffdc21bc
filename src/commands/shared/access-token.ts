import { problem } from '../../kernel/problem.ts';
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
  readonly renewed: (app: AppInHand, token: SecretValue) => Promise<Renewed>;
}

/** Exchanges the refresh token that was handed out, and keeps the one that the service gives in its place. */
export async function accessToken({ connection, secrets }: Release, parts: Parts): Promise<SecretValue> {
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
