import { describe, expect, test } from '@jest/globals';
import { problems } from '../../src/kernel/problems.ts';
import { sourcesOf } from './sources.ts';

const tests = sourcesOf('test').filter(({ path }) => !path.startsWith('test/architecture/'));
const span = (letter: string, from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, at) => `${letter}${from + at}`);

describe('rules of the product', () => {
  test.each([...span('R', 1, 34), ...span('D', 1, 19)])('%s is named by a test', (rule) => {
    const named = tests.some(({ text }) =>
      new RegExp(`test(?:\\.each)?[^]{0,400}?['\`][^'\`\\n]*\\b${rule}\\b`).test(text),
    );

    expect(named).toBe(true);
  });
});

describe('problems', () => {
  // Of those that the service and its store can end in; what only a command line can end in is tested with the commands.
  const thrown = [...sourcesOf('src/service'), ...sourcesOf('src/adapters/sqlite')].flatMap(({ code }) =>
    [...code.matchAll(/\bproblem\(\s*'([a-z_.]+)'/g)].map((match) => String(match[1])),
  );
  const met = sourcesOf('test').filter(({ path }) => /^test\/(?:contract|unit\/service)\//.test(path));
  /** What no test can bring about from outside, and why. */
  const beyond: Readonly<Record<string, string>> = {
    'input.too_large': 'the service limits every text far below what the engine takes',
  };

  test.each([...new Set(thrown)].sort())(
    '%s, which the service can end in, is met by a test of the service',
    (code) => {
      const found = met.some(
        ({ text }) => text.includes(`'${code}'`) || (code === 'audit.broken' && text.includes(code)),
      );

      expect(found || code in beyond).toBe(true);
    },
  );

  test('are all thrown somewhere', () => {
    const elsewhere = sourcesOf('src')
      .filter(({ path }) => !path.startsWith('src/kernel/problems'))
      .map(({ code }) => code)
      .join('\n');

    expect(Object.keys(problems).filter((code) => !elsewhere.includes(`'${code}'`))).toEqual([]);
  });
});
