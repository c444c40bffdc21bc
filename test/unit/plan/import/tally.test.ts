import { expect, test } from '@jest/globals';
import type { Imported } from '../../../../src/plan/import/imported.ts';
import { createTally } from '../../../../src/plan/import/summarised.ts';
import { text } from '../../../../src/views/import-summary.ts';

const about = { from: 'csv', file: 'f.csv', manifest: 'csv' } as const;
const row = (at: number): Imported => ({
  line: {
    source: `x-${at}`,
    line: at,
    result: at % 2 === 0 ? 'incomplete' : 'unsupported',
    name: `x-${at}`,
    type: 'sftp',
    why: 'so',
    missing: [{ field: 'password', label: 'Password', value: `X_${at}` }],
    told: [{ key: 'k', code: 'formula', says: 'told' }],
  },
  holes: [{ variable: `X_${at}`, connection: `x-${at}`, field: 'password', inFile: false }],
  found: new Map(),
});

test.each([
  ['a program is told everything', true, 10_000],
  ['a person is told how many, and nothing more is kept', false, 2_000],
])('%s', (_, whole, kept) => {
  const tally = createTally(whole);
  for (let at = 0; at < 10_000; at += 1) tally.add(row(at));
  const summary = tally.summary(about);

  expect(summary.counts).toMatchObject({
    entries: 10_000,
    incomplete: 5_000,
    unsupported: 5_000,
    told: 10_000,
    secrets: 10_000,
  });
  expect(summary.entries.length).toBe(kept);
  expect(summary.secrets.length).toBe(whole ? 10_000 : 1_000);
  expect([...text(summary).matchAll(/and ([\d,]+) more/g)].map(([, n]) => n)).toEqual([
    '4,980',
    '4,980',
    '9,980',
    '9,980',
  ]);
});

test('what has no end is told by its beginning', () => {
  const [{ line }] = [row(1)];
  const told = Array.from(
    { length: 60_000 },
    (_, at) => ({ key: `${at}${'k'.repeat(200)}`, code: 'formula', says: 'told' }) as const,
  );
  const tally = createTally(false);
  tally.add({ ...row(1), line: { ...line, source: 's'.repeat(5_000), told } });
  const drawn = text(tally.summary(about), undefined, 80);
  expect(drawn).toContain('59,980 more');
  expect(drawn.length).toBeLessThan(10_000);
});
