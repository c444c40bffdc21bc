import { defineProbe } from '../../fields/probe.ts';
import { microsoftAdvertising } from '../exports/microsoft-advertising.ts';
import { refreshStep } from '../oauth-steps.ts';

/** The service's own calls want a developer token, which the connection does not hold. */
const { signsInAt } = microsoftAdvertising;

export const probe = defineProbe({
  kind: 'http',
  needs: ['clientId', 'refreshToken'],
  steps: [refreshStep(signsInAt, { scope: signsInAt.scopes.join(' ') })],
});
