import { defineProbe } from '../../fields/probe.ts';
import { bearer, refreshStep } from '../oauth-steps.ts';

export const probe = defineProbe({
  kind: 'http',
  needs: ['clientId', 'refreshToken'],
  steps: [
    refreshStep('oauth2.googleapis.com', '/token'),
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
