import { execFileSync } from 'node:child_process';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { shellWord } from '../../../src/kernel/shell-word.ts';

/** What a POSIX shell reads, one argument a line of NUL-ended text. */
function readBack(words: readonly string[]): string[] {
  const script = `for it in ${words.join(' ')}; do printf '%s\\0' "$it"; done`;
  const out = execFileSync('sh', ['-c', script], { encoding: 'utf8', env: { PATH: process.env.PATH } });
  return out.split('\0').slice(0, -1);
}

describe('a word of a command line', () => {
  test('is read back by a shell as it was, whatever it holds', () => {
    const text = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 40 }),
      fc.string({ unit: fc.constantFrom(...'\'"$`\\!*?[]{}()<>|&;#~ \n\t=%-a'), maxLength: 20 }),
    );
    const samples = fc.sample(text, 400).filter((it) => !it.includes('\0'));

    expect(readBack(samples.map(shellWord))).toEqual(samples);
  });

  test.each(['', ' ', "it's", '$HOME', '`id`', '$(id)', '-rf', '~', '*', '!!', 'a\nb', '#', '\\'])(
    '%j is one word',
    (text) => {
      expect(readBack([shellWord(text)])).toEqual([text]);
    },
  );

  test('is quoted only where it has to be', () => {
    for (const plain of ['retail-drop', 'env:VAR', 'a,b', '/tmp/a_b.txt', 'user@host', '50%'])
      expect(shellWord(plain)).toBe(plain);
    expect(shellWord('Retail drop')).toBe("'Retail drop'");
  });
});
