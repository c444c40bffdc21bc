import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { shellWord } from '../../../src/kernel/shell-word.ts';
import { shellWords } from '../../../src/kernel/shell-words.ts';

describe('the words of a command', () => {
  test.each([
    ['code --wait', ['code', '--wait']],
    ['  vim\t-n  ', ['vim', '-n']],
    ['"/opt/My Editor/run" --wait', ['/opt/My Editor/run', '--wait']],
    ["'/opt/My Editor/run'", ['/opt/My Editor/run']],
    ['/opt/My\\ Editor/run', ['/opt/My Editor/run']],
    ['e"m"acs -nw', ['emacs', '-nw']],
    ['vim -c "set ft=\\"yaml\\""', ['vim', '-c', 'set ft="yaml"']],
    ['vim -c "a\\b"', ['vim', '-c', 'a\\b']],
    ["e ''", ['e', '']],
    ['e $HOME `id` $(id) ; rm * > x', ['e', '$HOME', '`id`', '$(id)', ';', 'rm', '*', '>', 'x']],
    ['', []],
    ['   ', []],
  ])('%s', (command, words) => {
    expect(shellWords(command)).toEqual(words);
  });

  test('are none where a quote is not closed', () => {
    expect([shellWords('"code --wait'), shellWords("vim 'x")]).toEqual([undefined, undefined]);
  });

  test('keep the backslashes of a path on Windows', () => {
    expect(shellWords('"C:\\Program Files\\Code\\code.cmd" --wait', 'stays')).toEqual([
      'C:\\Program Files\\Code\\code.cmd',
      '--wait',
    ]);
  });

  test('are the ones that were quoted, whatever they are', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary', minLength: 1 })), (words) => {
        expect(shellWords(words.map(shellWord).join(' '))).toEqual(words);
      }),
    );
  });
});
