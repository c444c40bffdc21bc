import { type AnswerRule, defineProbe } from '../../fields/probe.ts';
import { bearer } from '../oauth-steps.ts';

// The Graph API tells by a code in the body what it means by 400.
const answers: readonly AnswerRule[] = [
  { status: [400, 401, 403], body: { at: 'error.code', is: [190, 102] }, means: 'wrong credential' },
  { status: [400, 401, 403], body: { at: 'error.code', is: [10] }, means: 'lacks permission' },
  { status: [400, 401, 403], body: { at: 'error.code', is: { from: 200, to: 299 } }, means: 'lacks permission' },
  { status: [400, 401, 403], body: { at: 'error.code', is: [4, 17, 32, 613] }, means: 'inconclusive' },
];

export const probe = defineProbe({
  kind: 'http',
  needs: ['refreshToken'],
  version: { of: 'facebook-ads-manager', usual: 'v25.0', matches: '^v[0-9]{1,3}\\.[0-9]$' },
  steps: [
    {
      proves: 'sign-in',
      method: 'GET',
      host: 'graph.facebook.com',
      path: '/{version}/me',
      query: { fields: 'id,name' },
      sends: bearer('{refreshToken}'),
      has: 'id',
      answers,
    },
    {
      proves: 'target',
      method: 'GET',
      host: 'graph.facebook.com',
      path: '/{version}/{adAccount}',
      query: { fields: 'id,name' },
      sends: bearer('{refreshToken}'),
      has: 'id',
      answers: [...answers, { status: 400, body: { at: 'error.code', is: [100] }, means: 'target missing' }],
    },
  ],
});
