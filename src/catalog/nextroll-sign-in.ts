import type { SignIn } from '../kernel/sign-in.ts';

/** Sign-in to the platform behind AdRoll and RollWorks. Source: apidocs.nextroll.com/guides/oauth.html. */
export const nextrollSignIn: SignIn = {
  authorization: 'https://services.adroll.com/auth/authorize',
  token: 'https://services.adroll.com/auth/token',
  scopes: ['all'],
  pkce: false,
  clientSecret: 'form',
  redirect: '127.0.0.1',
  leaves: 'refresh-token',
  lasts: { days: 365, from: 'sign-in' },
};
