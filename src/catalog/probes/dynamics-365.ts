import { defineProbe } from '../../fields/probe.ts';
import { bearer, refreshStep } from '../oauth-steps.ts';

export const probe = defineProbe({
  kind: 'http',
  needs: ['clientId', 'refreshToken'],
  steps: [
    refreshStep('login.microsoftonline.com', '/{tenant}/oauth2/v2.0/token', {
      scope: '{serverAddress}/.default offline_access',
    }),
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
