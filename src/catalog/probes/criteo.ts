import { defineProbe } from '../../fields/probe.ts';
import { criteo } from '../exports/criteo.ts';
import { bearer, refreshStep } from '../oauth-steps.ts';

export const probe = defineProbe({
  kind: 'http',
  needs: ['clientId', 'clientSecret'],
  steps: [
    {
      ...refreshStep(criteo.signsInAt),
      sends: {
        by: 'form',
        values: { grant_type: 'client_credentials', client_id: '{clientId}', client_secret: '{clientSecret}' },
      },
    },
    {
      proves: 'permission',
      method: 'GET',
      host: 'api.criteo.com',
      path: '/2026-01/marketing-solutions/me',
      sends: bearer('{accessToken}'),
      has: 'data',
    },
  ],
});
