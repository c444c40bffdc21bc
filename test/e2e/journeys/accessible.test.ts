import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { newsletter, people } from '../../commands/furniture.ts';
import { expectGolden } from '../../support/golden.ts';
import { type Prepared, prepared } from '../../support/prepared.ts';
import { keys, openTerminal } from '../../support/pty.ts';

let cli: Prepared;
beforeEach(async () => {
  cli = await prepared([
    ...people,
    newsletter('Retail news', { share: ['user:chloe'] }),
    newsletter('Retail news 2027', { share: ['user:chloe'] }),
  ]);
});
afterEach(() => cli.remove());

/** Answers line by line. Not one sequence may be written, and all that was written is kept to be read. */
async function walk(
  name: string,
  argv: readonly string[],
  answers: readonly (readonly [asks: string, answer: string])[],
  env = {},
): Promise<number> {
  const terminal = openTerminal(argv, { home: cli.home, rows: 60, env });
  let since = 0;
  for (const [asks, answer] of answers) {
    await terminal.drawn(asks, since);
    since = terminal.raw().length;
    terminal.type(answer, keys.enter);
  }
  const exit = await terminal.ended;
  expect(terminal.raw()).not.toContain('\u001b');
  expectGolden(`screens/${name}-accessible`, `${terminal.screen()}\n`);
  return exit;
}

describe('line by line, for a screen reader', () => {
  test('a connection is added', async () => {
    const exit = await walk(
      'connection-add',
      ['connection', 'add', '--accessible'],
      [
        ['Part of its name', 'sftp'],
        ['Number, or part of another name:', '1'],
        ['Display name:', 'Retail nightly drop'],
        ['Sign in with', ''],
        ['Host name:', 'sftp://partner'],
        ['error: ', 'sftp.partner.example'],
        ['User name:', 'svc-cdp'],
        ['type it', '1'],
        ['while you type):', 'a secret'],
        ['Export folder:', ''],
        ['Who may use it?', ''],
        ['leave without saving', ''],
        ['yes, I agree', '3'],
      ],
    );

    expect(exit).toBe(0);
    expect((await cli.ok(['connection', 'list', '-o', 'name'])).stdout).toContain('retail-nightly-drop');
  });

  test('a connection is shared with one who is found by name', async () => {
    const exit = await walk(
      'connection-share',
      ['connection', 'share', 'retail-news', '--accessible'],
      [
        ['Who may use it?', '2'],
        ['Which contributor?', 'carl'],
        ['Review', ''],
      ],
    );

    expect(exit).toBe(0);
  });

  test('a connection is removed, and each of its exports has a choice of its own', async () => {
    for (const [name, schedule] of [
      ['VIP nightly', 'daily 02:00 UTC'],
      ['Churn', 'refresh'],
    ] as const)
      await cli.ok(['export', 'add', name, '--connection', 'retail-news', '--schedule', schedule, '--as', 'chloe']);
    const exit = await walk(
      'connection-remove',
      ['connection', 'remove', 'retail-news', '--accessible'],
      [
        ['What becomes of the 2 exports?', '4'],
        ['churn (1 of 2)', '1'],
        ['vip-nightly (2 of 2)', '3'],
        ['Type retail-news to go ahead', 'retail-news'],
      ],
    );

    expect(exit).toBe(0);
  });

  test('types are browsed where TERM is dumb, and left', async () => {
    const exit = await walk(
      'discover',
      ['discover'],
      [
        ['Part of its name', 'inmobi'],
        ['Number, or part of another name:', '1'],
        ['set up Azure Blob Storage', '2'],
        ['Part of its name', 'leave'],
        ['leave', '1'],
      ],
      { TERM: 'dumb' },
    );

    expect(exit).toBe(0);
  });
});
