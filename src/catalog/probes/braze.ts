import { defineProbe } from '../../fields/probe.ts';
import { bearer } from '../oauth-steps.ts';

export const probe = defineProbe({
  kind: 'http',
  needs: ['apiKey'],
  steps: [
    {
      proves: 'permission',
      method: 'GET',
      host: '{restEndpointHostname}',
      path: '/segments/list',
      query: { page: '0' },
      sends: bearer('{apiKey}'),
      has: 'message',
      answers: [
        {
          status: 401,
          means: 'wrong credential',
          says: 'a key of another instance and a good key without the permission `segments.list` are answered alike',
        },
      ],
    },
  ],
});
