import { describe, expect, test } from '@jest/globals';
import { askAt, type Kind } from '../../support/asked-terminal.ts';
import { keys, pasted } from '../../support/pty.ts';

const manyLines = Array.from({ length: 10_000 }, (_, at) => `line ${at} of what was copied`).join('\n');

describe('a paste of several lines, where one is asked for', () => {
  test('gives the first, says so, and is no Enter', async () => {
    const terminal = askAt(['text', 'text']);
    await terminal.until('A question');
    terminal.type(pasted('\nRetail nightly drop\nsftp.partner.example\nsvc\n'));
    await terminal.until('3 lines came at once; only the first is taken');
    expect(terminal.screen()).not.toContain('answer');
    terminal.type(keys.enter);
    await terminal.until('answer: Retail nightly drop');
    await terminal.until('A question', 2);
    terminal.type('typed', keys.enter);

    expect(await terminal.ended).toBe('answered');
    expect(terminal.screen()).toMatch(/answer: typed$/);
  });

  test('is taken as one, however many they are, and leaves nothing for the questions after', async () => {
    const terminal = askAt(['text', 'text']);
    await terminal.until('A question');
    terminal.type(pasted(manyLines));
    await terminal.until('10,000 lines came at once; only the first is taken');
    terminal.type(keys.enter);
    await terminal.until('A question', 2);
    terminal.type('typed', keys.enter);

    expect(await terminal.ended).toBe('answered');
    expect(terminal.screen()).toContain('answer: line 0 of what was copied\n');
    expect(terminal.screen()).toMatch(/answer: typed$/);
  });

  test('shows by what comes behind the line end on a terminal that puts no brackets round it', async () => {
    const terminal = askAt(['text', 'text']);
    await terminal.until('A question');
    terminal.type('Retail nightly drop\rsftp.partner.example\rsvc\r');
    await terminal.until('3 lines came at once; only the first is taken');
    terminal.type(keys.enter);
    await terminal.until('A question', 2);
    terminal.type(keys.enter);

    expect(await terminal.ended).toBe('answered');
    expect(terminal.screen()).toMatch(/answer: Retail nightly drop\n.*\nanswer:$/s);
  });

  test('of ten thousand lines and no brackets answers nothing either', async () => {
    const terminal = askAt(['text', 'text']);
    await terminal.until('A question');
    terminal.type(manyLines.replaceAll('\n', '\r'));
    await terminal.until('10,000 lines came at once; only the first is taken');
    terminal.type(keys.enter);
    await terminal.until('A question', 2);
    terminal.type('typed', keys.enter);

    expect(await terminal.ended).toBe('answered');
    expect(terminal.screen()).toMatch(/answer: typed$/);
  });

  test('is refused line by line, where the terminal itself makes the line', async () => {
    const terminal = askAt(['text', 'text'], 'plain');
    await terminal.until('A question:');
    terminal.type('Retail nightly drop\rsftp.partner.example\rsvc\r');
    await terminal.until('error: several lines came at once and none was taken; type one line');
    await terminal.until('A question:', 2);
    terminal.type('first\r');
    await terminal.until('A question:', 3);
    terminal.type('second\r');

    expect(await terminal.ended).toBe('answered');
    expect(terminal.screen()).toMatch(/answer: first\n.*answer: second$/s);
  });

  test('of ten thousand lines is refused line by line too', async () => {
    const terminal = askAt(['text'], 'plain');
    await terminal.until('A question:');
    terminal.type(manyLines.replaceAll('\n', '\r'));
    await terminal.until('error: several lines came at once and none was taken; type one line\nA question:');
    terminal.type('typed\r');

    expect(await terminal.ended).toBe('answered');
    expect(terminal.screen()).toMatch(/answer: typed$/);
  });
});

describe('what is pasted', () => {
  test('carries no sequence and no control character into an answer', async () => {
    const terminal = askAt(['text']);
    await terminal.until('A question');
    terminal.type(pasted('a\u001b[31mb\u0007c\u001b]0;title\u0007d\te\u202ef\u0000g\u009bh\u0003'));
    await terminal.until('abcd efgh');
    terminal.type(keys.enter);

    expect(await terminal.ended).toBe('answered');
    expect(terminal.screen()).toMatch(/answer: abcd efgh$/);
  });

  test('is refused as a whole where nothing kept is as long, and the question stays', async () => {
    const terminal = askAt(['text']);
    await terminal.until('A question');
    terminal.type('before ');
    await terminal.until('A question before');
    terminal.type(pasted('x'.repeat(200_000)));
    await terminal.until('200,000 characters came at once and none was taken; at most 4,096 fit here');
    terminal.type('and after', keys.enter);

    expect(await terminal.ended).toBe('answered');
    expect(terminal.screen()).toMatch(/answer: before and after$/);
  });

  test.each<[Kind, string]>([
    ['choose', '❯ '],
    ['several', '❯◯ '],
  ])('chooses nothing in a list: %s', async (kind, pointer) => {
    const terminal = askAt([kind]);
    await terminal.until('three');
    terminal.type(pasted('two\n'));
    await terminal.until('text that came at once chooses nothing here');
    terminal.type(keys.down);
    await terminal.until(`${pointer}two`);
    terminal.type('three\r');
    await terminal.until('text that came at once chooses nothing here');
    terminal.type(keys.up);
    await terminal.until(`${pointer}one`);
    terminal.type(keys.enter);

    expect(await terminal.ended).toBe('answered');
    expect(terminal.screen()).toMatch(kind === 'choose' ? /answer: one$/ : /answer:$/);
  });

  test('filters a list that is searched, and Enter takes what it found', async () => {
    const terminal = askAt(['search']);
    await terminal.until('three');
    terminal.type(pasted('thr\nee'));
    await terminal.until('2 lines came at once');
    terminal.type(keys.enter);

    expect(await terminal.ended).toBe('answered');
    expect(terminal.screen()).toMatch(/answer: three$/);
  });

  test('without an end is taken all the same', async () => {
    const terminal = askAt(['text']);
    await terminal.until('A question');
    terminal.type('\u001b[200~no end');
    await terminal.until('no end');
    terminal.type(keys.enter);

    expect(await terminal.ended).toBe('answered');
    expect(terminal.screen()).toMatch(/answer: no end$/);
  });
});

describe('text that is not shown', () => {
  const key = '-----BEGIN KEY-----\nabc\n\ndef\n-----END KEY-----\n';
  const answer = String.raw`answer: "-----BEGIN KEY-----\nabc\n\ndef\n-----END KEY-----"`;

  test('is taken with all its lines when it is pasted, but for the end of the last', async () => {
    const terminal = askAt(['secret']);
    await terminal.until('A question');
    terminal.type(pasted(key));
    await terminal.until('5 lines taken as one answer');
    expect(terminal.screen()).not.toContain('abc');
    terminal.type(keys.enter);

    expect(await terminal.ended).toBe('answered');
    expect(terminal.screen()).toContain(answer);
  });

  test.each(['drawn', 'plain'] as const)('is taken with all its lines without brackets too: %s', async (mode) => {
    const terminal = askAt(['secret'], mode);
    await terminal.until(mode === 'plain' ? 'while you type):' : 'A question');
    terminal.type(key.replaceAll('\n', '\r'));

    expect(await terminal.ended).toBe('answered');
    expect(terminal.screen()).toContain(answer);
    expect(terminal.screen().split(answer)[0]).not.toContain('abc');
  });

  test.each(['drawn', 'plain'] as const)('is refused where it is longer than any secret: %s', async (mode) => {
    const terminal = askAt(['secret'], mode);
    await terminal.until(mode === 'plain' ? 'while you type):' : 'A question');
    terminal.type('x'.repeat(70_000));
    await terminal.until('70,000 characters came at once');
    terminal.type('short', keys.enter);

    expect(await terminal.ended).toBe('answered');
    expect(terminal.screen()).toContain('answer: "short"');
  });

  test.each(['drawn', 'plain'] as const)('is corrected with Backspace and Ctrl-U: %s', async (mode) => {
    const terminal = askAt(['secret'], mode);
    await terminal.until(mode === 'plain' ? 'while you type):' : 'A question');
    terminal.type('wrong', keys.ctrlU, 'tokens', keys.backspace, keys.enter);

    expect(await terminal.ended).toBe('answered');
    expect(terminal.screen()).toContain('answer: "token"');
  });
});

describe('keys', () => {
  test('that mean nothing to a line leave nothing in it', async () => {
    const terminal = askAt(['text']);
    const sequences = ['[15~', 'OP', '[5~', '[2~', '[<0;10;10M', '[27;5;13~', '[200', '[M !!', ']11;rgb:0/0/0\u0007'];
    await terminal.until('A question');
    terminal.type('a', ...sequences.map((it) => `\u001b${it}`), '\u0007\u0012\u0013\u001c', keys.tab, 'b');
    await terminal.until('ab');
    terminal.type(keys.enter);

    expect(await terminal.ended).toBe('answered');
    expect(terminal.screen()).toMatch(/answer: ab$/);
  });

  test('that arrive in one go with Enter answer one question', async () => {
    const terminal = askAt(['search', 'text', 'confirm']);
    await terminal.until('three');
    terminal.type('two\r');
    await terminal.until('answer: two');
    await terminal.until('a hint');
    terminal.type('some words\r');
    await terminal.until('answer: some words');
    await terminal.until('(y/N)');
    terminal.type('y\r');

    expect(await terminal.ended).toBe('answered');
    expect(terminal.screen()).toMatch(/answer: true$/);
  });

  test('that were typed ahead of a question are no answer to it', async () => {
    const terminal = askAt(['text', 'confirm']);
    await terminal.until('A question');
    terminal.type('first\r\r');
    await terminal.until('(y/N)');
    terminal.type('y\r');

    expect(await terminal.ended).toBe('answered');
    expect(terminal.screen()).toMatch(/answer: true$/);
  });
});
