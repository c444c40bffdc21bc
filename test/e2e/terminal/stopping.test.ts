import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { keys, openTerminal } from '../../support/pty.ts';

const script = new URL('./children/ask.ts', import.meta.url);
let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'cinch-stopping-'));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const kept = (name: string) => readFileSync(join(home, name), 'utf8');

describe.each(['drawn', 'plain'])('a question, %s', (mode) => {
  test('stops on Ctrl-Z, gives the terminal to the shell as it was, and is asked on when it goes on', async () => {
    const terminal = openTerminal([], {
      home,
      script,
      shell: `set -m; stty -a > before; cinch text ${mode}; echo "stopped with $?"; stty -a > between; read -r word; fg; echo "ended with $?"; stty -a > after`,
    });
    await terminal.until(mode === 'plain' ? 'A question:' : 'A question');
    terminal.type('lost');
    await terminal.until('lost');
    terminal.type(keys.ctrlZ);
    await terminal.until('stopped with 148');
    terminal.type('go on', keys.enter);
    await terminal.until('A question', 2);
    terminal.type(keys.ctrlU, 'found', keys.enter);
    await terminal.ended;

    expect(terminal.screen()).toMatch(/answer: found\nended with 0$/);
    expect([kept('between'), kept('after')]).toEqual([kept('before'), kept('before')]);
  });

  test('goes on where no shell waits for it to stop', async () => {
    const terminal = openTerminal(['text', mode], { home, script });
    await terminal.until(mode === 'plain' ? 'A question:' : 'A question');
    terminal.type(keys.ctrlZ);
    await terminal.until(mode === 'plain' ? '^Z' : 'A question', mode === 'plain' ? 1 : 2);
    terminal.type('still here', keys.enter);

    expect(await terminal.ended).toBe(0);
    expect(terminal.screen()).toContain('answer: still here');
  });

  test('stops and goes on by signals too', async () => {
    const terminal = openTerminal([], {
      home,
      script,
      shell: `set -m; cinch text ${mode}; echo "stopped with $?"; stty -a > between; fg; echo "ended with $?"`,
    });
    await terminal.until(mode === 'plain' ? 'A question:' : 'A question');
    process.kill(Number(kept('pid')), 'SIGTSTP');
    await terminal.until('stopped with 148');
    await terminal.until('A question', 2);
    terminal.type('found', keys.enter);
    await terminal.ended;

    expect(terminal.screen()).toMatch(/answer: found\nended with 0$/);
    expect(kept('between')).toMatch(/ icanon .* echo /s);
  });
});
