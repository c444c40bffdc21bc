import { describe, test } from '@jest/globals';
import { type ProblemCode, problem } from '../../src/kernel/problem.ts';
import { text } from '../../src/views/problem.ts';
import { expectGolden } from '../support/golden.ts';
import { sampleProblems } from '../unit/kernel/sample-problems.ts';

describe('problems', () => {
  test('are all told in words that somebody has read', () => {
    const codes = Object.keys(sampleProblems) as ProblemCode[];
    const told = codes.flatMap((code) =>
      sampleProblems[code].map(({ members = {}, ...params }) => {
        const found = problem(code, params as never, members);
        return `${code}, exit ${found.exit}: ${found.title}\n${text(found)}`;
      }),
    );

    expectGolden('problems', told.join('\n'));
  });
});
