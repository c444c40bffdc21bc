import { defineProbe } from '../../fields/probe.ts';
import { constantContact } from '../exports/constant-contact.ts';
import { bearer, refreshStep } from '../oauth-steps.ts';

export const probe = defineProbe({
  kind: 'http',
  needs: ['refreshToken'],
  steps: [
    {
      ...refreshStep(constantContact.signsInAt),
      sends: { by: 'basic', user: '{clientId}', password: '{clientSecret}' },
      form: { grant_type: 'refresh_token', refresh_token: '{refreshToken}' },
    },
    {
      proves: 'permission',
      method: 'GET',
      host: 'api.cc.email',
      path: '/v3/account/user/privileges',
      sends: bearer('{accessToken}'),
      has: '',
    },
  ],
});
