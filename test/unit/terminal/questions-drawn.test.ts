import { expect, test } from '@jest/globals';
import { words } from '../../../src/terminal/words.ts';
import { askAt, kinds } from '../../support/asked-terminal.ts';
import { keys } from '../../support/pty.ts';

test('a terminal that shows ASCII alone is given symbols that it has', async () => {
  const terminal = askAt(['search', 'choose', 'several', 'text', 'confirm', 'secret'], 'drawn', { ascii: true });
  await terminal.until('> one');
  terminal.type(keys.enter);
  await terminal.until('answer: one');
  await terminal.until('> one');
  terminal.type(keys.down, keys.enter);
  await terminal.until('>[ ] one');
  terminal.type(keys.space);
  await terminal.until('>[x] one');
  terminal.type(keys.enter);
  await terminal.until('a hint');
  terminal.type('no', keys.enter);
  await terminal.until('x not no');
  terminal.type(keys.ctrlU, 'yes', keys.enter);
  await terminal.until('(y/N)');
  terminal.type('maybe', keys.enter);
  await terminal.until('x type yes or no');
  terminal.type(keys.ctrlU, keys.enter);
  await terminal.until('(not shown)');
  terminal.type('secret', keys.enter);

  expect(await terminal.ended).toBe('answered');
  expect(terminal.screen()).toContain('v A question one');
  expect(terminal.raw()).not.toMatch(/[^\u0000-\u007f]/);
});

test('questions are strong, dim or of the six basic colours, which read on light and on dark', async () => {
  for (const kind of kinds) {
    const terminal = askAt([kind], 'drawn', { colours: 1 });
    await terminal.until('A question');
    terminal.type(keys.ctrlC);
    await terminal.ended;

    const used = new Set((terminal.raw().match(/\u001b\[[0-9;]*m/g) ?? []).map((it) => it.slice(2, -1)));
    expect([...used].filter((it) => !['1', '2', '22', '31', '32', '33', '36', '39'].includes(it))).toEqual([]);
    expect(used).toContain('36');
  }
});

test.each(['drawn', 'plain'] as const)('Ctrl-Z where no shell waits changes nothing: %s', async (mode) => {
  const terminal = askAt(['secret'], mode);
  await terminal.until(mode === 'plain' ? 'while you type):' : '(not shown)');
  terminal.type(keys.ctrlZ);
  await terminal.until(mode === 'plain' ? 'while you type):' : 'A question', 2);
  terminal.type('a word', keys.enter);

  expect(await terminal.ended).toBe('answered');
  expect(terminal.screen()).toContain('answer: "a word"');
  expect(terminal.isAsItWas()).toBe(true);
});

test('a number leads to its choice, however fast its digits come', async () => {
  const terminal = askAt(['choose']);
  await terminal.until('three');
  terminal.type('03');
  await terminal.until('❯ three');
  terminal.type(keys.enter);

  expect(await terminal.ended).toBe('answered');
  expect(terminal.screen()).toMatch(/answer: three$/);
});

test('a label that is asked line by line ends in a colon, and a question in its own mark', () => {
  const asked = ['Display name', 'Which manifest?'].map((message) => words.textPrompt(message, ''));

  expect(asked).toEqual(['Display name: ', 'Which manifest? ']);
  expect(words.textPrompt('Display name', 'Drop')).toBe('Display name (Enter for Drop): ');
});
