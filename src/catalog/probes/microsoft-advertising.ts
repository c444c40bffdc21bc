import { defineProbe } from '../../fields/probe.ts';
import { refreshStep } from '../oauth-steps.ts';

/** The service's own calls want a developer token, which the connection does not hold. */
export const probe = defineProbe({
  kind: 'http',
  needs: ['clientId', 'refreshToken'],
  steps: [
    refreshStep('login.microsoftonline.com', '/common/oauth2/v2.0/token', {
      scope: 'https://ads.microsoft.com/msads.manage offline_access',
    }),
  ],
});
