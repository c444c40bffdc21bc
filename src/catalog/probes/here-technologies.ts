import { defineProbe } from '../../fields/probe.ts';

export const probe = defineProbe({
  kind: 'http',
  needs: ['apiKey'],
  steps: [
    {
      proves: 'permission',
      method: 'GET',
      host: 'geocode.search.hereapi.com',
      path: '/v1/geocode',
      query: { q: 'Berlin', limit: '1' },
      sends: { by: 'query', values: { apiKey: '{apiKey}' } },
      has: 'items',
    },
  ],
});
