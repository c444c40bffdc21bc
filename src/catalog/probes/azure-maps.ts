import { defineProbe } from '../../fields/probe.ts';

export const probe = defineProbe({
  kind: 'http',
  needs: ['apiKey'],
  steps: [
    {
      proves: 'permission',
      method: 'GET',
      host: 'atlas.microsoft.com',
      path: '/timezone/ianaVersion/json',
      query: { 'api-version': '1.0' },
      sends: { by: 'query', values: { 'subscription-key': '{apiKey}' } },
      has: 'version',
    },
  ],
});
