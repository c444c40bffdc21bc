import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Cli, createCli } from '../../support/cli.ts';
import { keys, openTerminal, type Terminal } from '../../support/pty.ts';

let cli: Cli;
beforeEach(() => {
  cli = createCli();
});
afterEach(() => cli.remove());

const script = (flow: string) => `trap : HUP INT TERM; stty -a > before; ${flow}; echo $? > code; stty -a > after`;
const kept = (name: string) => readFileSync(join(cli.home, name), 'utf8');
const ours = ['before', 'code', 'after', 'id_ed25519'];
/** Everything that was left behind. */
const left = () =>
  readdirSync(cli.home, { recursive: true })
    .map(String)
    .filter((name) => !ours.includes(name))
    .sort();

/** The questions of the flow, and what is typed to go on. */
const steps: readonly (readonly [question: string, ...typed: string[]])[] = [
  ['❯ Active', 'sftp', keys.enter],
  ['? Display name', 'Retail nightly drop', keys.enter],
  ['? Sign in with', keys.enter],
  ['? Host name', 'sftp.partner.example', keys.enter],
  ['? User name', 'svc-cdp', keys.enter],
  ['❯ type it', keys.enter],
  ['(not shown)', 'a secret', keys.enter],
  ['? Export folder', 'Nightly/Drop', keys.enter],
  ['? Who may use it?', keys.enter],
  ['❯ save it', keys.enter],
  ['? Do you agree', keys.down],
];

async function walkTo(terminal: Terminal, count: number): Promise<void> {
  for (const [question, ...typed] of steps.slice(0, count)) {
    await terminal.drawn(question);
    terminal.type(...typed);
  }
  if (count < steps.length) await terminal.drawn(steps[count]?.[0] as string);
  else await terminal.drawn('❯ show me');
}

describe('adding a connection and leaving', () => {
  test.each(steps.map(([question], at) => [question, at] as const))(
    'at "%s" by Ctrl-C leaves nothing behind',
    async (_, at) => {
      const terminal = openTerminal([], { home: cli.home, shell: script('cinch connection add') });
      await walkTo(terminal, at);
      terminal.type(keys.ctrlC);
      await terminal.ended;

      expect(terminal.screen()).toMatch(/\nerror: interrupted; nothing half done was left$/);
      expect([kept('code'), kept('after'), left()]).toEqual(['130\n', kept('before'), []]);
    },
  );

  test.each([
    ['Ctrl-D', 6, (terminal: Terminal) => terminal.type(keys.ctrlD), '3\n', 'standard input ended before `Password`'],
    [
      'the last answer, no',
      steps.length - 1,
      (terminal: Terminal) => terminal.type(keys.enter),
      '130\n',
      'nothing has',
    ],
  ])('by %s leaves nothing behind', async (_, at, leave, code, says) => {
    const terminal = openTerminal([], { home: cli.home, shell: script('cinch connection add') });
    await walkTo(terminal, at);
    leave(terminal);
    await terminal.ended;

    expect(terminal.screen()).toContain(says);
    expect([kept('code'), kept('after'), left()]).toEqual([code, kept('before'), []]);
  });

  test.each([
    ['SIGINT', 130, 'error: interrupted; nothing half done was left'],
    ['SIGTERM', 143, 'error: ended by another program; nothing half done was left'],
    ['SIGHUP', 129, 'error: the terminal was closed; nothing half done was left'],
  ])('by %s leaves nothing behind', async (signal, code, says) => {
    const terminal = openTerminal(['connection', 'add'], { home: cli.home });
    await walkTo(terminal, steps.length);
    terminal.kill(signal);

    expect(await terminal.ended).toBe(code);
    expect(terminal.screen()).toContain(says);
    expect(left()).toEqual([]);
  });

  test('by closing the window leaves nothing behind', async () => {
    const terminal = openTerminal(['connection', 'add'], { home: cli.home });
    await walkTo(terminal, steps.length);
    terminal.hangUp();

    expect(await terminal.ended).toBe(129);
    expect(left()).toEqual([]);
  });

  test('line by line leaves nothing behind either', async () => {
    const terminal = openTerminal([], { home: cli.home, shell: script('cinch connection add --accessible') });
    await terminal.until('Part of its name');
    terminal.type('sftp\r');
    await terminal.until('Number, or part of another name:');
    terminal.type('1\r');
    await terminal.until('Display name:');
    terminal.type('half a na', keys.ctrlC);
    await terminal.ended;

    expect(terminal.screen()).toMatch(/\nerror: interrupted; nothing half done was left$/);
    expect([kept('code'), kept('after'), left()]).toEqual(['130\n', kept('before'), []]);
  });
});

describe('removing a connection and leaving', () => {
  test.each([
    ['Ctrl-C', keys.ctrlC, '130\n'],
    ['Ctrl-D', keys.ctrlD, '3\n'],
    ['Enter, which is no', keys.enter, '130\n'],
  ])('by %s leaves it as it was', async (_, key, code) => {
    await cli.ok(['connection', 'add', 'mailchimp', 'Newsletter', '--accept-terms', '2026-11']);
    const before = (await cli.ok(['audit', 'list', '-o', 'json'])).stdout;
    const terminal = openTerminal([], { home: cli.home, shell: script('cinch connection remove newsletter') });
    await terminal.drawn('? Go ahead?');
    terminal.type(key);
    await terminal.ended;

    expect([kept('code'), kept('after')]).toEqual([code, kept('before')]);
    expect((await cli.ok(['audit', 'list', '-o', 'json'])).stdout).toBe(before);
    expect((await cli.ok(['connection', 'list', '-o', 'name'])).stdout).toBe('newsletter\n');
  });
});
