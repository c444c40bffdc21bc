import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { newsletter, people } from '../../commands/furniture.ts';
import { expectGolden } from '../../support/golden.ts';
import { type Prepared, prepared } from '../../support/prepared.ts';
import { keys, openTerminal } from '../../support/pty.ts';

// Made by chloe, because the account that runs the tests has another name everywhere.
let cli: Prepared;
beforeEach(async () => {
  cli = await prepared([
    ...people,
    newsletter('Retail news', { share: ['user:chloe'] }),
    newsletter('Retail news 2027', { share: ['user:chloe'] }),
  ]);
  for (const [displayName, schedule] of [
    ['VIP nightly', 'daily 02:00 Europe/Amsterdam'],
    ['Winback weekly', 'weekly sun 04:00 UTC'],
    ['Churn', 'refresh'],
  ] as const)
    await cli.ok([
      'export',
      'add',
      displayName,
      '--connection',
      'retail-news',
      '--schedule',
      schedule,
      '--as',
      'chloe',
    ]);
});
afterEach(() => cli.remove());
const exportsNow = async () =>
  Object.fromEntries(
    (await cli.door.query('export.list', {})).items.map(({ name, connection, status }) => [
      name,
      `${status} on ${connection}`,
    ]),
  );

describe('sharing at a terminal of 80 columns', () => {
  test('a contributor is found by typing, sees what comes with it, and shares', async () => {
    const terminal = openTerminal(['connection', 'share', 'retail-news'], { home: cli.home });

    await terminal.until('? Who may use it?');
    terminal.type(keys.down, keys.enter);
    await terminal.until('? Which contributor?');
    terminal.type('car');
    await terminal.until('? Which contributor? car');
    terminal.type(keys.enter);
    await terminal.until('? Review');
    terminal.type(keys.enter);
    const exit = await terminal.ended;

    expectGolden('screens/connection-share-80', `${terminal.screen()}\n`);
    expect(exit).toBe(0);
    const shown = (await cli.ok(['connection', 'show', 'retail-news', '-o', 'json'])).json();
    expect(shown.sharedWith.toSorted()).toEqual(['carl', 'chloe']);
  });
});

describe('removing at a terminal', () => {
  test('of 80 columns: one stops, one goes, one moves, and the name is typed', async () => {
    const terminal = openTerminal(['connection', 'remove', 'retail-news'], { home: cli.home });

    await terminal.until('? What becomes of the 3 exports?');
    terminal.type(keys.down, keys.down, keys.down, keys.enter);
    await terminal.until('? churn (1 of 3)');
    terminal.type(keys.enter);
    await terminal.until('? vip-nightly (2 of 3)');
    terminal.type(keys.down, keys.enter);
    await terminal.until('? winback-weekly (3 of 3)');
    terminal.type(keys.down, keys.down, keys.enter);
    await terminal.until('? Type retail-news to go ahead');
    terminal.type('retail-news', keys.enter);
    const exit = await terminal.ended;

    expectGolden('screens/connection-remove-80', `${terminal.screen()}\n`);
    expect(exit).toBe(0);
    expect(await exportsNow()).toEqual({ churn: 'inactive on null', 'vip-nightly': 'active on retail-news-2027' });
  });

  test('of 40 columns and 20 rows: one answer for all of them', async () => {
    const terminal = openTerminal(['connection', 'remove', 'retail-news'], { home: cli.home, columns: 40, rows: 20 });

    await terminal.until('? What becomes of the 3 exports?');
    terminal.type(keys.down, keys.enter);
    await terminal.until('? Type retail-news to go ahead');
    terminal.type('retail-news', keys.enter);
    const exit = await terminal.ended;

    expectGolden('screens/connection-remove-40', `${terminal.screen()}\n`);
    expect(exit).toBe(0);
    expect(await exportsNow()).toMatchObject({ churn: 'active on retail-news-2027' });
  });

  test('Ctrl-C between two decisions leaves everything as it was', async () => {
    const terminal = openTerminal(['connection', 'remove', 'retail-news'], { home: cli.home });

    await terminal.until('? What becomes of the 3 exports?');
    terminal.type(keys.down, keys.down, keys.down, keys.enter);
    await terminal.until('? churn (1 of 3)');
    terminal.type(keys.down, keys.enter);
    await terminal.until('? vip-nightly (2 of 3)');
    terminal.type(keys.ctrlC);

    expect(await terminal.ended).toBe(130);
    expect(await exportsNow()).toMatchObject({
      churn: 'active on retail-news',
      'vip-nightly': 'active on retail-news',
    });
  });
});

describe('several at once at a terminal of 80 columns', () => {
  test('two of three are marked and stopped', async () => {
    const terminal = openTerminal(['export', 'disconnect'], { home: cli.home });

    await terminal.until('Ctrl-C leaves');
    expectGolden('screens/export-disconnect-asked-80', `${terminal.screen()}\n`);
    terminal.type(keys.enter);
    await terminal.until('mark one at least');
    terminal.type(keys.space, keys.down, keys.down, keys.space, keys.enter);
    const exit = await terminal.ended;

    expectGolden('screens/export-disconnect-80', `${terminal.screen()}\n`);
    expect(exit).toBe(0);
    expect(await exportsNow()).toMatchObject({ churn: 'inactive on null', 'vip-nightly': 'active on retail-news' });
  });
});
