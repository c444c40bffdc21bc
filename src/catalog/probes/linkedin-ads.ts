import { defineProbe } from '../../fields/probe.ts';
import { linkedinAds } from '../exports/linkedin-ads.ts';
import { bearer, refreshStep } from '../oauth-steps.ts';

export const probe = defineProbe({
  kind: 'http',
  needs: ['clientId', 'clientSecret', 'refreshToken'],
  steps: [
    refreshStep(linkedinAds.signsInAt),
    {
      proves: 'target',
      method: 'GET',
      host: 'api.linkedin.com',
      path: '/rest/adAccounts/{accountId}',
      headers: { 'LinkedIn-Version': '202610', 'X-Restli-Protocol-Version': '2.0.0' },
      sends: bearer('{accessToken}'),
      has: 'status',
    },
  ],
});
