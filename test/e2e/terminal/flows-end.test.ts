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
  test.each([
    [
      'Ctrl-C at the last question',
      steps.length,
      keys.ctrlC,
      '130\n',
      'error: interrupted; nothing half done was left',
    ],
    ['Ctrl-C twice', 6, `${keys.ctrlC}${keys.ctrlC}`, '130\n', ''],
    ['Ctrl-D at a secret', 6, keys.ctrlD, '3\n', 'standard input ended before `Password`'],
    ['the last answer, no', steps.length - 1, keys.enter, '130\n', 'was not confirmed'],
  ])('by %s leaves nothing behind', async (_, at, key, code, says) => {
    const terminal = openTerminal([], { home: cli.home, shell: script('cinch connection add') });
    await walkTo(terminal, at);
    terminal.type(key);
    await terminal.ended;

    expect(terminal.screen()).toContain(says);
    expect([kept('code'), kept('after'), left()]).toEqual([code, kept('before'), []]);
  });

  test('by SIGTERM leaves nothing behind', async () => {
    const terminal = openTerminal(['connection', 'add'], { home: cli.home });
    await walkTo(terminal, steps.length);
    terminal.kill('SIGTERM');

    expect(await terminal.ended).toBe(143);
    expect(terminal.screen()).toContain('error: ended by another program; nothing half done was left');
    expect(left()).toEqual([]);
  });

  test('by closing the window leaves nothing behind', async () => {
    const terminal = openTerminal(['connection', 'add'], { home: cli.home });
    await walkTo(terminal, steps.length);
    terminal.hangUp();

    expect(await terminal.ended).toBe(129);
    expect(left()).toEqual([]);
  });

  test('by closing the window of a shell that outlives it leaves nothing behind', async () => {
    const terminal = openTerminal([], { home: cli.home, shell: script('cinch connection add --accessible') });
    await terminal.until('Part of its name');
    terminal.hangUp();
    await terminal.ended;

    expect([kept('code'), left()]).toEqual(['3\n', []]);
  });
});

describe('removing a connection and leaving', () => {
  test('by Ctrl-C leaves it as it was', async () => {
    await cli.ok(['connection', 'add', 'mailchimp', 'Newsletter', '--accept-terms', '2026-11']);
    const before = (await cli.ok(['audit', 'list', '-o', 'json'])).stdout;
    const terminal = openTerminal([], { home: cli.home, shell: script('cinch connection remove newsletter') });
    await terminal.drawn('? Go ahead?');
    terminal.type(keys.ctrlC);
    await terminal.ended;

    expect([kept('code'), kept('after')]).toEqual(['130\n', kept('before')]);
    expect((await cli.ok(['audit', 'list', '-o', 'json'])).stdout).toBe(before);
    expect((await cli.ok(['connection', 'list', '-o', 'name'])).stdout).toBe('newsletter\n');
  });
});
