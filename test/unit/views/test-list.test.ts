import { expect, test } from '@jest/globals';
import { plain } from '../../../src/views/paint.ts';
import { draw, page } from '../../../src/views/test-list.ts';
import { expectGolden } from '../../support/golden.ts';

const about = { displayName: 'Retail nightly drop', type: 'sftp', checked: true, fix: [] };
const stages = [
  { stage: 'secret', result: 'passed', ms: 0 },
  { stage: 'name lookup', result: 'passed', ms: 3 },
  { stage: 'reach', result: 'passed', ms: 41 },
  { stage: 'host key', result: 'passed', ms: 122 },
  { stage: 'sign-in', result: 'passed', ms: 1204 },
  { stage: 'permission', result: 'passed', ms: 80 },
  { stage: 'target', result: 'failed', ms: 12 },
] as const;
const missing = {
  ...about,
  name: 'retail-nightly-drop',
  code: 'target-missing',
  result: 'target missing',
  says: 'the sign-in is accepted, but there is no `nightly/drop`',
  stage: 'target',
  ms: 1462,
  stages,
  fix: ['cinch connection edit retail-nightly-drop'],
} as const;
const ok = {
  ...about,
  name: 'mail',
  type: 'sendgrid',
  code: 'ok',
  result: 'ok',
  says: 'the sign-in is accepted',
  stage: null,
  ms: 210,
  stages: [],
} as const;
const notListed = {
  ...ok,
  name: 'ads',
  type: 'google-ads',
  code: 'not-listed',
  says: 'the sign-in is accepted and allowed to ask, but the customer ID is not among its accounts',
} as const;
const unknown = {
  ...about,
  name: 'companies',
  type: 'leadspace',
  checked: false,
  code: 'no-check',
  result: 'inconclusive',
  says: 'no safe check is known for Leadspace: the service documents no call that only reads and costs nothing',
  stage: null,
  ms: 0,
  stages: [],
} as const;

test.each([80, 40])(
  'one test shows its stages, and several a line each with what is wrong, at %i columns',
  (columns) => {
    const text = [page([missing], plain, columns), page([missing, ok, notListed, unknown], plain, columns)].join('\n');

    for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(columns);
    expectGolden(columns === 80 ? 'pages/test-list' : 'pages/40/test-list', text);
  },
);

test('JUnit keeps names from breaking out of their place', () => {
  const text = draw({ items: [{ ...missing, name: '"><x a="', says: '<&\u001b[2J>' }] }, 'junit');

  expect(text).toContain('name="&quot;&gt;&lt;x a=&quot;"');
  expect(text).not.toMatch(/\u001b|<&|<x/);
});
