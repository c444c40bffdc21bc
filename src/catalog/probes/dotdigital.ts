import { defineProbe } from '../../fields/probe.ts';

export const probe = defineProbe({
  kind: 'http',
  needs: ['password'],
  steps: [
    {
      proves: 'permission',
      method: 'GET',
      host: 'r1-api.dotdigital.com',
      path: '/v2/account-info',
      sends: { by: 'basic', user: '{username}', password: '{password}' },
      has: 'id',
      answers: [
        { status: 401, means: 'wrong credential', says: 'an API user of another region than r1 may be answered alike' },
      ],
    },
  ],
});
