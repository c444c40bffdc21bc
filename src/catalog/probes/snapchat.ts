import { defineProbe } from '../../fields/probe.ts';
import { bearer, refreshStep } from '../oauth-steps.ts';

export const probe = defineProbe({
  kind: 'http',
  needs: ['clientId', 'clientSecret', 'refreshToken'],
  steps: [
    refreshStep('accounts.snapchat.com', '/login/oauth2/access_token'),
    {
      proves: 'permission',
      method: 'GET',
      host: 'adsapi.snapchat.com',
      path: '/v1/me',
      sends: bearer('{accessToken}'),
      has: 'me',
    },
  ],
});
