import { defineProbe } from '../../fields/probe.ts';
import { bearer } from '../oauth-steps.ts';

export const probe = defineProbe({
  kind: 'http',
  needs: ['apiKey'],
  steps: [
    {
      proves: 'permission',
      method: 'GET',
      host: 'api.hubapi.com',
      path: '/account-info/v3/details',
      sends: bearer('{apiKey}'),
      has: 'portalId',
    },
  ],
});
