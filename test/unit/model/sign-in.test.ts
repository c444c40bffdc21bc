import { expect, test } from '@jest/globals';
import { after, endingSignIns, signInEnd } from '../../../src/model/sign-in.ts';

const now = '2026-11-22T12:00:00.000Z';

test('sign-ins that have ended or end within some days, the first to end first', () => {
  const connections = [
    { name: 'fresh', signInExpiresAt: '2027-01-01T00:00:00.000Z' },
    { name: 'without', signInExpiresAt: null },
    { name: 'soon', signInExpiresAt: '2026-11-30T00:00:00.000Z' },
    { name: 'over', signInExpiresAt: now },
  ];

  expect(endingSignIns(connections, now, 14)).toEqual([
    { name: 'over', expiresAt: now, ended: true },
    { name: 'soon', expiresAt: '2026-11-30T00:00:00.000Z', ended: false },
  ]);
  expect(endingSignIns(connections, now, 0).map(({ name }) => name)).toEqual(['over']);
});

test('days are added across months, years and parts of a day', () => {
  expect(after('2026-12-31T23:00:00.000Z', 60)).toBe('2027-03-01T23:00:00.000Z');
  expect(after(now, 3600 / 86_400)).toBe('2026-11-22T13:00:00.000Z');
});

test('where the documentation tells no end there is none', () => {
  expect(signInEnd({ signsInAt: 'manual' }, now)).toBeNull();
  expect(signInEnd({}, now)).toBeNull();
});
