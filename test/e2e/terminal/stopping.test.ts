import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { keys, openTerminal } from '../../support/pty.ts';

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'cinch-stopping-'));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const kept = (name: string) => readFileSync(join(home, name), 'utf8');

test.each([
  ['drawn', ''],
  ['line by line', '--accessible'],
])('Ctrl-Z gives the terminal to the shell as it was, and the question is asked on afterwards: %s', async (_, flag) => {
  const terminal = openTerminal([], {
    home,
    shell: `set -m; trap : INT; stty -a > before; cinch connection add mailchimp ${flag}; echo "stopped with $?"; stty -a > between; read -r word; fg; echo "ended with $?"; stty -a > after`,
  });
  await terminal.until('Display name');
  terminal.type('lost');
  await terminal.until('lost');
  terminal.type(keys.ctrlZ);
  await terminal.until('stopped with 148');
  terminal.type('go on', keys.enter);
  await terminal.until('Display name', 2);
  terminal.type(keys.ctrlU, 'found', keys.enter);
  await terminal.until('Client ID');
  terminal.type(keys.ctrlC);
  await terminal.until('ended with 130');
  await terminal.ended;

  expect(terminal.screen()).toMatch(/Display name.* found\n/);
  expect([kept('between'), kept('after')]).toEqual([kept('before'), kept('before')]);
});
