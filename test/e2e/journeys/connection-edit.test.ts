import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { ConnectionDetail } from '../../../src/model/query.ts';
import { drop, exportOn } from '../../commands/furniture.ts';
import { expectGolden } from '../../support/golden.ts';
import { type Prepared, prepared } from '../../support/prepared.ts';
import { keys, openTerminal } from '../../support/pty.ts';

const name = 'retail-nightly-drop';
let cli: Prepared;
beforeEach(async () => {
  cli = await prepared([
    drop('Retail nightly drop'),
    exportOn(name, 'VIP segment nightly'),
    { change: 'user.add', name: 'berta', role: 'administrator' },
  ]);
});
afterEach(() => cli.remove());

const open = (columns: number, rows: number, ...flags: string[]) =>
  openTerminal(['connection', 'edit', name, ...flags], { home: cli.home, columns, rows });
const shown = async () => (await cli.door.query('connection.show', { connection: name })) as ConnectionDetail;
/** A screen without the moment at which something was stored. */
const steady = (screen: string) =>
  `${screen.replace(/\d{4}-\d\d-\d\dT[\d:]+Z?/g, (at) => '2026-11-21T22:30:00Z'.slice(0, at.length))}\n`;

describe('editing a connection at a terminal', () => {
  test('lists its fields by number, asks the secret of another target again, shows the difference, and saves', async () => {
    const terminal = open(80, 24);

    await terminal.drawn('leave without saving');
    expectGolden('screens/connection-edit-80-list', steady(terminal.screen()));
    terminal.type('4');
    await terminal.until('❯ 4. Host name');
    terminal.type(keys.enter);
    await terminal.until('? Host name sftp.partner.example');
    terminal.type('.net', keys.enter);
    await terminal.until('4. Host name       sftp.partner.example.net (was');
    terminal.type(keys.enter);
    await terminal.until('❯ type it');
    terminal.type(keys.enter);
    await terminal.until('(not shown)');
    terminal.type('hunter2', keys.enter);
    await terminal.until('❯ save it');
    terminal.type(keys.enter);
    const exit = await terminal.ended;

    expectGolden('screens/connection-edit-80', steady(terminal.screen()));
    expect(exit).toBe(0);
    expect(await shown()).toMatchObject({ revision: 2, settings: { hostname: 'sftp.partner.example.net' } });
    expect(terminal.raw()).not.toContain('hunter2');
  });

  test('fits a narrow terminal, and shows who else saved meanwhile', async () => {
    const terminal = open(40, 20);

    await terminal.drawn('9. leave without saving');
    expectGolden('screens/connection-edit-40-list', steady(terminal.screen()));
    terminal.type('5');
    await terminal.until('❯ 5. User name');
    terminal.type(keys.enter);
    await terminal.until('? User name svc-cdp');
    terminal.type(keys.ctrlU, 'bob', keys.enter);
    await terminal.until('❯ 1. save');
    await cli.ok(['connection', 'edit', name, '--username', 'eve', '--export-folder', 'nightly', '--as', 'berta']);
    terminal.type(keys.enter);
    await terminal.until('❯ save it');
    terminal.type(keys.enter);
    await terminal.until('❯ take theirs, and put mine on top');
    terminal.type(keys.enter);
    await terminal.until('❯ yours');
    terminal.type(keys.enter);
    await terminal.until('eve -> bob');
    await terminal.until('❯ save it');
    terminal.type(keys.enter);
    const exit = await terminal.ended;

    expectGolden('screens/connection-edit-40', steady(terminal.screen()));
    expect(exit).toBe(0);
    expect(await shown()).toMatchObject({ revision: 3, settings: { username: 'bob', exportFolder: 'nightly' } });
  });

  test('Ctrl-C in the middle leaves it as it was', async () => {
    const terminal = open(80, 24);

    await terminal.until('leave without saving');
    terminal.type('5');
    await terminal.until('❯ 5. User name');
    terminal.type(keys.enter);
    await terminal.until('? User name svc-cdp');
    terminal.type('2', keys.enter);
    await terminal.until('svc-cdp2 (was svc-cdp)');
    terminal.type(keys.ctrlC);

    expect(await terminal.ended).toBe(130);
    expect(await shown()).toMatchObject({ revision: 1 });
  });

  test('line by line for a screen reader, with the same answers', async () => {
    const terminal = open(80, 40, '--accessible');

    await terminal.until('Number (Enter for 2):');
    terminal.type('5', keys.enter);
    await terminal.until('User name (Enter for svc-cdp):');
    terminal.type('bob', keys.enter);
    await terminal.until('Number (Enter for 1):');
    terminal.type(keys.enter);
    await terminal.until('3. leave without saving\nNumber (Enter for 1):');
    terminal.type('1', keys.enter);
    const exit = await terminal.ended;

    expectGolden('screens/connection-edit-accessible', steady(terminal.screen()));
    expect(exit).toBe(0);
    expect((await shown()).settings.username).toBe('bob');
  });
});
