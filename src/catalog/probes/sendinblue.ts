import { defineProbe } from '../../fields/probe.ts';

export const probe = defineProbe({
  kind: 'http',
  needs: ['apiKey'],
  steps: [
    {
      proves: 'permission',
      method: 'GET',
      host: 'api.brevo.com',
      path: '/v3/account',
      sends: { by: 'header', name: 'api-key', value: '{apiKey}' },
      has: 'email',
      answers: [
        {
          status: 401,
          means: 'wrong credential',
          says: 'a good key is answered alike where the account restricts addresses and yours is not among them',
        },
      ],
    },
  ],
});
