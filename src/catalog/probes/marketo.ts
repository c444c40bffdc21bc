import { defineProbe } from '../../fields/probe.ts';
import { bearer, tokenAnswers } from '../oauth-steps.ts';

export const probe = defineProbe({
  kind: 'http',
  needs: ['clientSecret'],
  steps: [
    {
      proves: 'sign-in',
      method: 'POST',
      host: '{restEndpointHostname}',
      path: '/identity/oauth/token',
      sends: {
        by: 'query',
        values: { grant_type: 'client_credentials', client_id: '{clientId}', client_secret: '{clientSecret}' },
      },
      has: 'access_token',
      takes: { accessToken: { at: 'access_token', secret: true } },
      answers: tokenAnswers,
    },
    {
      proves: 'permission',
      method: 'GET',
      host: '{restEndpointHostname}',
      path: '/rest/v1/lists.json',
      query: { batchSize: '1' },
      sends: bearer('{accessToken}'),
      has: 'requestId',
      // Failures come with status 200.
      answers: [
        { status: 200, body: { at: 'errors.0.code', is: ['601', '602'] }, means: 'wrong credential' },
        { status: 200, body: { at: 'errors.0.code', is: ['603'] }, means: 'lacks permission' },
        { status: 200, body: { at: 'success', is: [false] }, means: 'inconclusive' },
      ],
    },
  ],
});
