import { defineProbe } from '../../fields/probe.ts';

export const probe = defineProbe({
  kind: 'http',
  needs: ['apiKey'],
  steps: [
    {
      proves: 'permission',
      method: 'GET',
      host: 'api.omnisend.com',
      path: '/v5/brands/current',
      sends: { by: 'header', name: 'X-API-KEY', value: '{apiKey}' },
      has: 'brandID',
    },
  ],
});
