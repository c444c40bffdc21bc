import { defineProbe } from '../../fields/probe.ts';
import { dynamics365Sales } from '../exports/dynamics-365-sales.ts';
import { bearer, refreshStep } from '../oauth-steps.ts';

export const probe = defineProbe({
  kind: 'http',
  needs: ['clientId', 'refreshToken'],
  steps: [
    refreshStep(dynamics365Sales.signsInAt, { scope: '{serverAddress}/.default offline_access' }),
    {
      proves: 'permission',
      method: 'GET',
      host: '{serverAddress}',
      path: '/api/data/v9.2/WhoAmI',
      sends: bearer('{accessToken}'),
      has: 'UserId',
    },
  ],
});
