import { defineProbe } from '../../fields/probe.ts';

export const probe = defineProbe({
  kind: 'http',
  needs: ['apiKey'],
  steps: [
    {
      proves: 'permission',
      method: 'GET',
      host: '{restEndpointHostname}',
      path: '/api/3/users/me',
      sends: { by: 'header', name: 'Api-Token', value: '{apiKey}' },
      has: 'user',
      answers: [{ status: 403, means: 'wrong credential' }],
    },
  ],
});
