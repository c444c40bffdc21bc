import { defineProbe } from '../../fields/probe.ts';
import { nextrollSignIn } from '../nextroll-sign-in.ts';
import { bearer, refreshStep } from '../oauth-steps.ts';

/** The platform behind AdRoll and RollWorks. Its refresh token serves once: what it gives in place of that is kept. */
export const probe = defineProbe({
  kind: 'http',
  needs: ['clientId', 'refreshToken'],
  steps: [
    refreshStep(nextrollSignIn),
    {
      proves: 'permission',
      method: 'GET',
      host: 'services.adroll.com',
      path: '/api/v1/organization/get',
      query: { apikey: '{clientId}' },
      sends: bearer('{accessToken}'),
      has: 'results',
    },
  ],
});
