import type { AnswerRule, HttpStep, Template } from '../fields/probe.ts';
import type { SignIn } from '../kernel/sign-in.ts';

const refused = ['invalid_grant', 'invalid_client', 'unauthorized_client', 'unauthorized', 'invalid_token'];

/** What an OAuth token address answers to a wrong app or a refresh token that is over (RFC 6749). */
export const tokenAnswers: readonly AnswerRule[] = [
  { status: [400, 401, 403], body: { at: 'error', is: refused }, means: 'wrong credential' },
  {
    status: [400, 401, 403],
    body: { at: 'error', is: ['invalid_scope', 'consent_required', 'interaction_required'] },
    means: 'lacks permission',
  },
];

const refresh = {
  grant_type: 'refresh_token',
  refresh_token: '{refreshToken}',
  client_id: '{clientId}',
  client_secret: '{clientSecret}',
};

/** Fetches an access token where its type signs in, with the refresh token and the administrator's own app. */
export function refreshStep(
  { token }: Pick<SignIn, 'token'>,
  more: { readonly [name: string]: Template } = {},
): HttpStep {
  const [, host = '', path = ''] = /^https:\/\/([^/]+)(.*)$/.exec(token) ?? [];
  return {
    proves: 'sign-in',
    method: 'POST',
    host,
    path,
    sends: { by: 'form', values: { ...refresh, ...more } },
    has: 'access_token',
    takes: { accessToken: { at: 'access_token', secret: true } },
    answers: tokenAnswers,
  };
}

/** An access token that an earlier step took, or a key, as most services want it. */
export function bearer(value: Template) {
  return { by: 'header', name: 'Authorization', value: `Bearer ${value}` } as const;
}
