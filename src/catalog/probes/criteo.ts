import { defineProbe } from '../../fields/probe.ts';
import { criteo } from '../exports/criteo.ts';
import { bearer, refreshStep } from '../oauth-steps.ts';

export const probe = defineProbe({
  kind: 'http',
  needs: ['clientId', 'clientSecret'],
  version: { of: 'criteo', usual: '2026-01', matches: '^20[0-9]{2}-(?:01|04|07|10)$' },
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
      path: '/{version}/marketing-solutions/me',
      sends: bearer('{accessToken}'),
      has: 'data',
    },
  ],
});
