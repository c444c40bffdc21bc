import { closeSync, openSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { spawn } from '@lydell/node-pty';
import { colourLevel, isTerminal, terminalColumns } from '../../../src/terminal/screen.ts';

/** What a script prints on a pseudo-terminal of 93 columns. */
function onTerminal(argument: string, env: Record<string, string>): Promise<string> {
  const script = new URL('./on-terminal.ts', import.meta.url).pathname;
  const terminal = spawn(process.execPath, [script, argument], { cols: 93, rows: 20, env: { PATH: '', ...env } });
  let text = '';
  terminal.onData((part) => {
    text += part;
  });
  return new Promise((resolve) => terminal.onExit(() => setTimeout(() => resolve(text), 50)));
}

describe('what is behind a file descriptor', () => {
  test('is a terminal when it is one', async () => {
    expect(await onTerminal('facts', {})).toContain('{"terminal":true,"columns":93}');
  });

  test('is none when it is a file, the null device or nothing', () => {
    const file = openSync(new URL(import.meta.url).pathname, 'r');
    const nothing = openSync('/dev/null', 'w');
    expect([isTerminal(file), isTerminal(nothing)]).toEqual([false, false]);
    closeSync(file);
    closeSync(nothing);
    expect(isTerminal(file)).toBe(false);
  });

  test('has as many columns as COLUMNS says, as the terminal says, or 80', async () => {
    expect(await onTerminal('facts', { COLUMNS: '50' })).toContain('"columns":50');
    expect(terminalColumns(999, { COLUMNS: '0' })).toBe(80);
    expect(terminalColumns(999, { COLUMNS: 'wide' })).toBe(80);
  });

  test('takes everything after it was asked for its size', async () => {
    const text = await onTerminal('write', {});
    expect(text.match(/line \d+ of a long table/g)).toHaveLength(20_000);
    expect(text).toContain('the end');
  });
});

describe('how many colours may be used', () => {
  test.each([
    ['none on a pipe', false, { TERM: 'xterm-256color' }, 0],
    ['sixteen on a plain terminal', true, { TERM: 'xterm' }, 1],
    ['256 where the terminal says so', true, { TERM: 'xterm-256color' }, 2],
    ['all where COLORTERM says so', true, { TERM: 'xterm-256color', COLORTERM: 'truecolor' }, 3],
    ['none on a dumb terminal', true, { TERM: 'dumb', COLORTERM: 'truecolor' }, 0],
    ['none where nothing is known', true, {}, 0],
    ['none with NO_COLOR', true, { TERM: 'xterm', NO_COLOR: '1' }, 0],
    ['as ever with an empty NO_COLOR', true, { TERM: 'xterm', NO_COLOR: '' }, 1],
    ['forced on a pipe', false, { FORCE_COLOR: '1' }, 1],
    ['forced to all', false, { FORCE_COLOR: '3' }, 3],
    ['forced by an empty FORCE_COLOR, as Node has it', false, { FORCE_COLOR: '' }, 1],
    ['forced although NO_COLOR is set, as Node has it', false, { FORCE_COLOR: 'true', NO_COLOR: '1' }, 1],
    ['forced off', true, { TERM: 'xterm', FORCE_COLOR: '0' }, 0],
    ['all on the console of Windows', true, { OS: 'Windows_NT' }, 3],
  ])('%s', (_, terminal, env, level) => {
    expect(colourLevel(terminal, env)).toBe(level);
  });
});
