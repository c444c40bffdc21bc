import type { SignIn } from '../kernel/sign-in.ts';

/**
 * Sign-in through Microsoft Entra ID for what the scopes name. Sources: learn.microsoft.com/entra/identity-platform,
 * v2-oauth2-auth-code-flow, v2-oauth2-device-code, reply-url (any port of `localhost`) and refresh-tokens (90 days,
 * replaced at each use).
 */
export function entraSignIn(scope: string, tenant = '{tenant}'): SignIn {
  const root = `https://login.microsoftonline.com/${tenant}/oauth2/v2.0`;
  return {
    authorization: `${root}/authorize`,
    token: `${root}/token`,
    device: `${root}/devicecode`,
    scopes: [scope, 'offline_access'],
    pkce: true,
    clientSecret: 'form',
    redirect: 'localhost',
    leaves: 'refresh-token',
    lasts: { days: 90, from: 'use' },
  };
}
