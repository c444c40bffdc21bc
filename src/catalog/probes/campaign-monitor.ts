import { defineProbe } from '../../fields/probe.ts';
import { campaignMonitor } from '../exports/campaign-monitor.ts';
import { bearer, refreshStep } from '../oauth-steps.ts';

export const probe = defineProbe({
  kind: 'http',
  needs: ['refreshToken'],
  steps: [
    refreshStep(campaignMonitor.signsInAt),
    {
      proves: 'permission',
      method: 'GET',
      host: 'api.createsend.com',
      path: '/api/v3.3/systemdate.json',
      sends: bearer('{accessToken}'),
      has: 'SystemDate',
      answers: [{ status: [400, 401, 403], body: { at: 'Code', is: [60] }, means: 'lacks permission' }],
    },
  ],
});
