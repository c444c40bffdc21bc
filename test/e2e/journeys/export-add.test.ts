import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { drop, lookup, newsletter } from '../../commands/furniture.ts';
import { expectGolden } from '../../support/golden.ts';
import { type Prepared, prepared } from '../../support/prepared.ts';
import { keys, openTerminal } from '../../support/pty.ts';

let cli: Prepared;
beforeAll(async () => {
  cli = await prepared([newsletter('Newsletter'), drop('Retail nightly drop'), lookup('Looked up')]);
});
afterAll(() => cli.remove());

test('an export is added in a terminal: what it is called, where it goes, how often, and what a run needs', async () => {
  const terminal = openTerminal(['export', 'add'], { home: cli.home, columns: 80, rows: 24 });

  await terminal.until('? Display name');
  terminal.type('Nightly customers', keys.enter);
  await terminal.drawn('without a connection for now');
  expectGolden('screens/export-add-connections-80', `${terminal.screen()}\n`);
  terminal.type('drop');
  await terminal.until('❯ Retail nightly drop');
  terminal.type(keys.enter);
  await terminal.until('at times of its own');
  terminal.type(keys.down, keys.enter);
  await terminal.until('? When?');
  terminal.type('daily 2:00', keys.enter);
  await terminal.until('it has to be');
  terminal.type(keys.ctrlU, 'daily 02:00 Europe/Amsterdam', keys.enter);
  await terminal.until('? Tell now what a run needs?');
  terminal.type(keys.enter);
  await terminal.until('? Tables');
  terminal.type('Customer', keys.enter);
  await terminal.until('? Files are');
  terminal.type(keys.enter);
  await terminal.until('? Field delimiter');
  terminal.type(keys.enter);
  await terminal.drawn('leave without saving');
  expectGolden('screens/export-add-review-80', `${terminal.screen()}\n`);
  terminal.type(keys.enter);

  expect(await terminal.ended).toBe(0);
  expectGolden('screens/export-add-80', `${terminal.screen()}\n`);
  const shown = (await cli.ok(['export', 'show', 'nightly-customers', '-o', 'json'])).json();
  expect(shown).toMatchObject({
    connection: 'retail-nightly-drop',
    schedule: 'daily 02:00 Europe/Amsterdam',
    settings: { tables: ['Customer'] },
    lacks: [],
  });
});
