import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Change } from '../../../src/model/change.ts';
import { newsletter } from '../../commands/furniture.ts';
import { type Prepared, prepared } from '../../support/prepared.ts';
import { keys, openTerminal } from '../../support/pty.ts';

// Each name is the name of one thing and the display name of another.
const things: readonly Change[] = [
  newsletter('drop', { name: 'drop-list', share: ['contributors'] }),
  newsletter('Another list', { name: 'drop' }),
  newsletter('Old list'),
  newsletter('Letters'),
  { change: 'export.add', displayName: 'weekly', name: 'weekly-letter', connection: 'letters' },
  { change: 'export.add', displayName: 'Another export', name: 'weekly', connection: 'letters' },
  { change: 'user.add', name: 'ana', role: 'contributor' },
  { change: 'user.add', name: 'bea', displayName: 'ana', role: 'contributor' },
];

let cli: Prepared;
beforeAll(async () => {
  cli = await prepared(things);
});
afterAll(() => cli.remove());

/** Types a line, picks the other one of the two that it may mean, and answers the screen it ends with. */
async function pickOther(argv: readonly string[]): Promise<string> {
  const terminal = openTerminal(argv, { home: cli.home });
  await terminal.until('Enter takes it');
  terminal.type(keys.down, keys.enter);
  expect(await terminal.ended).toBe(0);
  return terminal.screen();
}

describe('a name that fits several', () => {
  test.each<[string, string, ...string[]]>([
    ['a connection', 'cinch connection show drop-list', 'connection', 'show', 'drop'],
    ['an export', 'cinch export show weekly-letter', 'export', 'show', 'weekly'],
    ['a user', 'cinch user edit bea --display-name Bea', 'user', 'edit', 'ana', '--display-name', 'Bea'],
    ['--connection', 'cinch export add New --connection drop-list', 'export', 'add', 'New', '--connection', 'drop'],
    ['--connection=', 'cinch export add Newer --connection=drop-list', 'export', 'add', 'Newer', '--connection=drop'],
    [
      '--with',
      'cinch connection replace old-list --with drop-list --dry-run',
      ...['connection', 'replace', 'old-list', '--with', 'drop', '--dry-run'],
    ],
  ])('of %s offers the pick, and says the line with the one that is meant', async (_, said, ...argv) => {
    const screen = await pickOther(argv);

    expect(screen).toContain('✓ Which one is meant?');
    expect(screen).toContain(`the same without questions:\n  ${said}`);
  });

  test('after `user:` is picked as well', async () => {
    await cli.ok(['user', 'edit', 'bea', '--display-name', 'ana']);

    const screen = await pickOther(['connection', 'share', 'old-list', '--with', 'user:ana']);

    expect(screen).toContain('cinch connection share old-list --with user:bea');
  });

  test('is not asked about where it stands nowhere in the line', async () => {
    const terminal = openTerminal(['connection', 'replace', 'letters', '--with', 'old-list', '--dry-run'], cli);

    expect(await terminal.ended).toBe(6);
  });

  test('is refused to a script, with both', async () => {
    const { exit, stderr } = await cli(['connection', 'show', 'drop']);

    expect(exit).toBe(6);
    expect(stderr).toMatch(/^ {2}drop-list +drop$/m);
    expect(stderr).toMatch(/^ {2}drop +Another list$/m);
  });
});

describe('a name that nothing has', () => {
  test.each<[string, string, ...string[]]>([
    ['of connections offers those', 'cinch connection show letters', 'connection', 'show', 'letter'],
    [
      'of exports offers those',
      'cinch export edit weekly-letter --schedule off',
      'export',
      'edit',
      'week',
      '--schedule',
      'off',
    ],
    [
      'given by a flag offers those',
      'cinch export add News --connection letters',
      'export',
      'add',
      'News',
      '--connection',
      'ette',
    ],
  ])('but is part of some %s', async (_, said, ...argv) => {
    const terminal = openTerminal(argv, { home: cli.home });
    await terminal.until('Which one is meant?');
    expect(terminal.screen()).toMatch(
      new RegExp(`^ {2}there is no (?:connection|export) \`${argv.at(argv.includes('--schedule') ? 2 : -1)}\`$`, 'm'),
    );
    if (argv[1] === 'edit') terminal.type(keys.down);
    terminal.type(keys.enter);

    expect(await terminal.ended).toBe(0);
    expect(terminal.screen()).toContain(`the same without questions:\n  ${said}`);
  });

  test('because a finger slipped offers the nearest type', async () => {
    const terminal = openTerminal(['type', 'show', 'mailchmp'], { home: cli.home });
    await terminal.until('❯ Mailchimp');
    terminal.type(keys.enter);

    expect(await terminal.ended).toBe(0);
    expect(terminal.screen()).toContain('the same without questions:\n  cinch type show mailchimp');
  });

  test('offers environments that are near, for this run', async () => {
    const terminal = openTerminal(['-e', 'loca', 'export', 'show', 'weekly-letter'], { home: cli.home });
    await terminal.until('❯ local');
    terminal.type(keys.enter);

    expect(await terminal.ended).toBe(0);
    expect(terminal.screen()).toContain('the same without questions:\n  cinch export show -e local weekly-letter');
  });

  test('and that nothing is near, or in a script, is refused as it was', async () => {
    const terminal = openTerminal(['connection', 'show', 'zzz'], { home: cli.home });

    expect([await terminal.ended, terminal.screen()]).toEqual([
      6,
      expect.stringMatching(/^error: there is no connection/),
    ]);
    expect((await cli(['connection', 'show', 'letter'])).exit).toBe(6);
  });
});
