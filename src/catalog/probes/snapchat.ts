import { defineProbe } from '../../fields/probe.ts';
import { snapchat } from '../exports/snapchat.ts';
import { bearer, refreshStep } from '../oauth-steps.ts';

export const probe = defineProbe({
  kind: 'http',
  needs: ['clientId', 'clientSecret', 'refreshToken'],
  steps: [
    refreshStep(snapchat.signsInAt),
    {
      proves: 'permission',
      method: 'GET',
      host: 'adsapi.snapchat.com',
      path: '/v1/me',
      sends: bearer('{accessToken}'),
      has: 'me',
    },
  ],
});
