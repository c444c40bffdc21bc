import { defineProbe } from '../../fields/probe.ts';

export const probe = defineProbe({
  kind: 'http',
  needs: ['apiKey'],
  steps: [
    {
      proves: 'permission',
      method: 'GET',
      host: 'api.iterable.com',
      path: '/api/lists',
      sends: { by: 'header', name: 'Api-Key', value: '{apiKey}' },
      has: 'lists',
      answers: [
        { status: 401, means: 'wrong credential', says: 'a key of the European data centre is answered alike' },
        { status: 403, means: 'lacks permission', says: 'a server-side key is needed' },
      ],
    },
  ],
});
