import { defineProbe } from '../../fields/probe.ts';

export const probe = defineProbe({
  kind: 'http',
  needs: ['apiKey'],
  version: { of: 'klaviyo', usual: '2026-07-15', matches: '^20[0-9]{2}-[0-9]{2}-[0-9]{2}$' },
  steps: [
    {
      proves: 'permission',
      method: 'GET',
      host: 'a.klaviyo.com',
      path: '/api/accounts',
      headers: { revision: '{version}' },
      sends: { by: 'header', name: 'Authorization', value: 'Klaviyo-API-Key {apiKey}' },
      has: 'data',
      answers: [
        {
          status: 400,
          body: { at: 'errors.0.code', is: ['authentication_failed', 'not_authenticated'] },
          means: 'wrong credential',
        },
      ],
    },
  ],
});
