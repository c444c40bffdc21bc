import { defineProbe } from '../../fields/probe.ts';
import { bearer } from '../oauth-steps.ts';

export const probe = defineProbe({
  kind: 'http',
  needs: ['apiKey'],
  steps: [
    {
      proves: 'permission',
      method: 'GET',
      host: 'api.sendgrid.com',
      path: '/v3/scopes',
      sends: bearer('{apiKey}'),
      has: 'scopes',
      answers: [{ status: 401, means: 'wrong credential', says: 'a key of a European subuser is answered alike' }],
    },
  ],
});
