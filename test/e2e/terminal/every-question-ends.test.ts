import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { keys, openTerminal, type Terminal } from '../../support/pty.ts';

const script = new URL('./children/ask.ts', import.meta.url);
let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'cinch-ends-'));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

/** Asks one question, in a shell that outlives it and keeps how it ended and how the terminal was set before and after. */
function open(kind: string, mode: string): Terminal {
  return openTerminal([], {
    home,
    script,
    shell: `trap : HUP INT TERM; stty -a > before; cinch ${kind} ${mode}; echo $? > code; stty -a > after`,
  });
}

const kept = (name: string) => readFileSync(join(home, name), 'utf8');
const signal = (name: NodeJS.Signals) => () => process.kill(Number(kept('pid')), name);

/** What stands before the cursor when a question of a kind waits, line by line. */
const prompts = {
  text: 'A question: ',
  secret: 'while you type): ',
  confirm: '(Enter for no): ',
  choose: 'Number (Enter for 1): ',
  several: '(Enter for none): ',
  search: 'part of another name: ',
} as const;
const kinds = Object.keys(prompts) as (keyof typeof prompts)[];
const cases = ['drawn', 'plain'].flatMap((mode) => kinds.map((kind) => [mode, kind] as const));

describe.each(cases)('a question, %s: %s', (mode, kind) => {
  test.each([
    ['Ctrl-C', (terminal: Terminal) => terminal.type(keys.ctrlC), 'problem: interrupted', 130],
    ['Ctrl-C twice', (terminal: Terminal) => terminal.type(keys.ctrlC, keys.ctrlC), '', 130],
    ['Ctrl-D', (terminal: Terminal) => terminal.type(keys.ctrlD), 'problem: input.ended', 3],
    ['SIGINT', signal('SIGINT'), 'problem: interrupted', 130],
    ['SIGTERM', signal('SIGTERM'), 'problem: terminated', 143],
    ['SIGHUP', signal('SIGHUP'), 'problem: hung_up', 129],
  ])('ends with %s, and leaves the terminal as it was', async (_, end, says, exit) => {
    const terminal = open(kind, mode);
    await terminal.until(mode === 'plain' ? prompts[kind].trim() : 'A question');
    end(terminal);
    await terminal.ended;

    expect([terminal.screen(), Number(kept('code'))]).toEqual([expect.stringContaining(says), exit]);
    expect(kept('after')).toBe(kept('before'));
    const raw = terminal.raw();
    expect(raw.lastIndexOf('\u001b[?2004l')).toBeGreaterThanOrEqual(raw.lastIndexOf('\u001b[?2004h'));
    expect(raw.lastIndexOf('\u001b[?25h')).toBeGreaterThanOrEqual(raw.lastIndexOf('\u001b[?25l'));
  });

  test('ends when the window is closed', async () => {
    const terminal = openTerminal([kind, mode], { home, script });
    await terminal.until(mode === 'plain' ? prompts[kind].trim() : 'A question');
    terminal.hangUp();

    expect(await terminal.ended).toBe(129);
  });

  test('ends when the window is closed and nothing tells of it but the end of the input', async () => {
    const terminal = open(kind, mode);
    await terminal.until(mode === 'plain' ? prompts[kind].trim() : 'A question');
    terminal.hangUp();
    await terminal.ended;

    expect(Number(kept('code'))).toBe(3);
  });
});
