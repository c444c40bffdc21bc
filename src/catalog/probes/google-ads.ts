import { defineProbe } from '../../fields/probe.ts';
import { googleAds } from '../exports/google-ads.ts';
import { bearer, refreshStep } from '../oauth-steps.ts';

export const probe = defineProbe({
  kind: 'http',
  needs: ['clientId', 'refreshToken'],
  steps: [
    refreshStep(googleAds.signsInAt),
    {
      proves: 'permission',
      method: 'GET',
      host: 'googleads.googleapis.com',
      path: '/v25/customers:listAccessibleCustomers',
      sends: bearer('{accessToken}'),
      has: 'resourceNames',
    },
  ],
});
