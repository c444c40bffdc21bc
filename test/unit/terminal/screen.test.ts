import { closeSync, openSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { spawn } from '@lydell/node-pty';
import { colourLevel, hasLinks, hasUnicode, isTerminal, terminalColumns } from '../../../src/terminal/screen.ts';

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

describe('whether more than ASCII can be drawn', () => {
  test.each([
    ['where nothing is known', {}, true],
    ['with a locale of UTF-8', { LANG: 'en_GB.UTF-8' }, true],
    ['with one that is spelt otherwise', { LC_CTYPE: 'C.utf8' }, true],
    ['not with a locale of another encoding', { LANG: 'de_DE.ISO-8859-1' }, false],
    ['not with the plain locale', { LANG: 'C' }, false],
    ['LC_ALL goes before LC_CTYPE', { LC_ALL: 'POSIX', LC_CTYPE: 'en_GB.UTF-8' }, false],
    ['LC_CTYPE goes before LANG', { LC_CTYPE: 'en_GB.UTF-8', LANG: 'C' }, true],
    ['an empty variable says nothing', { LC_ALL: '', LANG: 'en_GB.UTF-8' }, true],
    ['not on the console of Linux', { TERM: 'linux', LANG: 'en_GB.UTF-8' }, false],
    ['not on the old console of Windows', { OS: 'Windows_NT' }, false],
    ['in Windows Terminal', { OS: 'Windows_NT', WT_SESSION: '1' }, true],
    ['in an editor on Windows', { OS: 'Windows_NT', TERM_PROGRAM: 'vscode' }, true],
    ['in ConEmu', { OS: 'Windows_NT', ConEmuPID: '42' }, true],
    ['in a POSIX terminal on Windows', { OS: 'Windows_NT', TERM: 'xterm-256color' }, true],
    ['in the terminal of an IDE on Windows', { OS: 'Windows_NT', TERMINAL_EMULATOR: 'JetBrains-JediTerm' }, true],
  ])('%s', (_, env, can) => {
    expect(hasUnicode(env)).toBe(can);
  });
});

describe('whether a text can open an address', () => {
  test.each([
    ['not where nothing is known', true, { TERM: 'xterm-256color' }, false],
    ['in iTerm', true, { TERM_PROGRAM: 'iTerm.app' }, true],
    ['in WezTerm', true, { TERM_PROGRAM: 'WezTerm' }, true],
    ['in an editor', true, { TERM_PROGRAM: 'vscode' }, true],
    ['in Ghostty', true, { TERM_PROGRAM: 'ghostty' }, true],
    ['in Hyper', true, { TERM_PROGRAM: 'Hyper' }, true],
    ['not in the terminal of macOS', true, { TERM_PROGRAM: 'Apple_Terminal' }, false],
    ['in Windows Terminal', true, { WT_SESSION: '1' }, true],
    ['in terminals of GNOME', true, { VTE_VERSION: '7600' }, true],
    ['not in their version that crashes', true, { VTE_VERSION: '5000' }, false],
    ['not in older ones', true, { VTE_VERSION: '4600' }, false],
    ['in Konsole', true, { KONSOLE_VERSION: '230800' }, true],
    ['in kitty', true, { TERM: 'xterm-kitty' }, true],
    ['in DomTerm', true, { DOMTERM: 'version=2' }, true],
    ['never on a pipe', false, { WT_SESSION: '1', FORCE_HYPERLINK: '1' }, false],
    ['never on a dumb terminal', true, { TERM: 'dumb', FORCE_HYPERLINK: '1' }, false],
    ['never in CI', true, { CI: 'true', WT_SESSION: '1' }, false],
    ['not where nobody wants it', true, { WT_SESSION: '1', NO_HYPERLINKS: '1' }, false],
    ['where it is forced', true, { TERM: 'xterm', FORCE_HYPERLINK: '1' }, true],
    ['not where it is forced off', true, { WT_SESSION: '1', FORCE_HYPERLINK: '0' }, false],
  ])('%s', (_, terminal, env, can) => {
    expect(hasLinks(terminal, env)).toBe(can);
  });
});
