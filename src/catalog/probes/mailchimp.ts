import { defineProbe } from '../../fields/probe.ts';
import { bearer } from '../oauth-steps.ts';

export const probe = defineProbe({
  kind: 'http',
  needs: ['refreshToken'],
  steps: [
    {
      proves: 'sign-in',
      method: 'GET',
      host: 'login.mailchimp.com',
      path: '/oauth2/metadata',
      sends: { by: 'header', name: 'Authorization', value: 'OAuth {refreshToken}' },
      has: 'dc',
      // It becomes part of a host name, so it is held to the form that data centres have.
      takes: { dataCentre: { at: 'dc', matches: '^[a-z]{2}[0-9]{1,3}$' } },
      answers: [{ status: [200, 400], body: { at: 'error', is: ['invalid_token'] }, means: 'wrong credential' }],
    },
    {
      proves: 'permission',
      method: 'GET',
      host: '{dataCentre}.api.mailchimp.com',
      path: '/3.0/ping',
      sends: bearer('{refreshToken}'),
      has: 'health_status',
    },
  ],
});
