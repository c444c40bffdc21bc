import { defineProbe } from '../../fields/probe.ts';
import { googleAds } from '../exports/google-ads.ts';
import { bearer, refreshStep } from '../oauth-steps.ts';

export const probe = defineProbe({
  kind: 'http',
  needs: ['clientId', 'refreshToken'],
  version: { of: 'google-ads', usual: 'v25', matches: '^v[0-9]{1,3}$' },
  steps: [
    refreshStep(googleAds.signsInAt),
    {
      proves: 'permission',
      method: 'GET',
      host: 'googleads.googleapis.com',
      path: '/{version}/customers:listAccessibleCustomers',
      sends: bearer('{accessToken}'),
      has: 'resourceNames',
      lists: {
        at: 'resourceNames',
        value: 'customers/{customerId}',
        says: 'the customer ID is not among the accounts that it acts on directly, as that of a client of a manager account is not',
      },
    },
  ],
});
