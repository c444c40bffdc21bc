import { describe, expect, test } from '@jest/globals';
import { type AskedTerminal, askAt, kinds, type Mode } from '../../support/asked-terminal.ts';
import { keys } from '../../support/pty.ts';

/** What stands before the cursor when a question waits line by line. */
const prompts = {
  text: 'A question:',
  secret: 'while you type):',
  confirm: '(Enter for no):',
  choose: 'Number (Enter for 1):',
  several: '(Enter for none):',
  search: 'part of another name:',
} as const;

const ends: readonly (readonly [string, (terminal: AskedTerminal) => void, string])[] = [
  ['Ctrl-C', (terminal) => terminal.type(keys.ctrlC), 'interrupted'],
  ['Ctrl-C twice', (terminal) => terminal.type(keys.ctrlC, keys.ctrlC), 'interrupted'],
  ['Ctrl-D', (terminal) => terminal.type(keys.ctrlD), 'input.ended'],
  ['the end of its input', (terminal) => terminal.end(), 'input.ended'],
  ['SIGINT', (terminal) => terminal.signal('SIGINT'), 'interrupted'],
  ['SIGTERM', (terminal) => terminal.signal('SIGTERM'), 'terminated'],
  ['SIGHUP', (terminal) => terminal.signal('SIGHUP'), 'hung_up'],
];
const cases = (['drawn', 'plain'] as const).flatMap((mode: Mode) => kinds.map((kind) => [mode, kind] as const));

describe.each(cases)('a question, %s: %s', (mode, kind) => {
  test.each(ends)('ends with %s, and leaves the terminal as it was', async (_, end, code) => {
    const terminal = askAt([kind], mode);
    await terminal.until(mode === 'plain' ? prompts[kind] : 'A question');
    end(terminal);

    expect(await terminal.ended).toBe(code);
    expect(terminal.isAsItWas()).toBe(true);
  });
});
