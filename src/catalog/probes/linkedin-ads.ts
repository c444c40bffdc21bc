import { defineProbe } from '../../fields/probe.ts';
import { linkedinAds } from '../exports/linkedin-ads.ts';
import { bearer, refreshStep } from '../oauth-steps.ts';

export const probe = defineProbe({
  kind: 'http',
  needs: ['clientId', 'clientSecret', 'refreshToken'],
  version: { of: 'linkedin-ads', usual: '202610', matches: '^20[0-9]{4}$' },
  steps: [
    refreshStep(linkedinAds.signsInAt),
    {
      proves: 'target',
      method: 'GET',
      host: 'api.linkedin.com',
      path: '/rest/adAccounts/{accountId}',
      headers: { 'LinkedIn-Version': '{version}', 'X-Restli-Protocol-Version': '2.0.0' },
      sends: bearer('{accessToken}'),
      has: 'status',
    },
  ],
});
