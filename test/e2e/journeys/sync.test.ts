import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { drop, newsletter, people } from '../../commands/furniture.ts';
import { expectGolden } from '../../support/golden.ts';
import { type Prepared, prepared } from '../../support/prepared.ts';
import { keys, openTerminal } from '../../support/pty.ts';

let cli: Prepared;
beforeEach(async () => {
  cli = await prepared([...people, drop('Retail drop'), drop('Partner drop'), newsletter('News')]);
});
afterEach(() => cli.remove());

/** A screen without what another run has otherwise. */
const timeless = (screen: string) =>
  screen.replaceAll(/by \S+ at(\s+)\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'by ana at$12026-11-21T22:30:00Z');
const edit = (connection: string, username: string, where: string) =>
  cli.ok(['connection', 'edit', connection, '--username', username, '-e', where]);

describe('a copy, at a terminal', () => {
  test('of 80 columns is made by answers, worked in on both sides, and what both changed is decided', async () => {
    const first = openTerminal(['sync'], { home: cli.home });
    await first.until('? Which environment is copied?');
    first.type(keys.enter);
    await first.until('? Name of the copy on this machine');
    first.type('laptop', keys.enter);
    expect(await first.ended).toBe(0);
    expectGolden('screens/sync-first-80', `${timeless(first.screen())}\n`);

    await edit('retail-drop', 'there', 'local');
    await edit('partner-drop', 'there', 'local');
    await cli.ok(['connection', 'remove', 'news', '--yes', '-e', 'local']);
    await edit('retail-drop', 'here', 'laptop');
    await edit('partner-drop', 'here', 'laptop');
    const second = openTerminal(['sync', '-e', 'laptop'], { home: cli.home, rows: 60 });
    await second.until('(1 of 2)');
    expectGolden('screens/sync-conflict-80', `${timeless(second.screen())}\n`);
    second.type(keys.down, keys.enter);
    await second.until('(2 of 2)');
    second.type(keys.enter);
    await second.until('? Review');
    expectGolden(
      'screens/sync-review-80',
      `${timeless(second.screen().slice(second.screen().indexOf('choose an answer')))}\n`,
    );
    second.type(keys.enter);
    await second.until('? Go ahead?');
    second.type('y', keys.enter);
    expect(await second.ended).toBe(0);
    const done = second.screen();
    expectGolden('screens/sync-done-80', `${timeless(done.slice(done.indexOf('Go ahead?')))}\n`);

    const third = openTerminal(['sync', '-e', 'laptop'], { home: cli.home });
    expect(await third.ended).toBe(0);
    expect(third.screen()).toContain('nothing to do');
  });

  test('of 40 columns says the same, and leaving changes nothing', async () => {
    await cli.ok(['sync', '--from', 'local', '--to', 'laptop']);
    await edit('retail-drop', 'there', 'local');
    await edit('retail-drop', 'here', 'laptop');
    const terminal = openTerminal(['sync', '-e', 'laptop'], { home: cli.home, columns: 40, rows: 40 });
    await terminal.until('? retail-drop');
    expectGolden('screens/sync-conflict-40', `${timeless(terminal.screen())}\n`);
    terminal.type(keys.ctrlC);
    expect(await terminal.ended).toBe(130);
    const { json } = await cli(['sync', '-e', 'laptop', '--dry-run', '-o', 'json']);
    expect(json().counts.undecided).toBe(1);
  });

  test('asked line by line, it is decided the same', async () => {
    await cli.ok(['sync', '--from', 'local', '--to', 'laptop']);
    await edit('retail-drop', 'there', 'local');
    await edit('retail-drop', 'here', 'laptop');
    const terminal = openTerminal(['sync', '-e', 'laptop', '--accessible'], { home: cli.home, rows: 60 });
    await terminal.until('Number (Enter for 1):');
    terminal.type('2', keys.enter);
    await terminal.until('Go ahead?');
    terminal.type('y', keys.enter);
    expect(await terminal.ended).toBe(0);
    const shown = (await cli.ok(['connection', 'show', 'retail-drop', '-e', 'laptop', '-o', 'json'])).json();
    expect(shown.settings.username).toBe('there');
  });

  test('in production the original is named before anything of it changes', async () => {
    await cli.ok(['environment', 'edit', 'local', '--production', '--confirm', 'local']);
    await cli.ok(['sync', '--from', 'local', '--to', 'laptop']);
    await edit('retail-drop', 'here', 'laptop');
    const terminal = openTerminal(['sync', '-e', 'laptop'], { home: cli.home });
    await terminal.until('? Type local to go ahead');
    terminal.type('local', keys.enter);
    expect(await terminal.ended).toBe(0);
    expect(terminal.screen()).toContain('--confirm local');
  });
});

test('a mirror tells each pull that changed something, and Ctrl-C ends it', async () => {
  const terminal = openTerminal(['sync', '--from', 'local', '--to', 'mirror', '--watch', '--every', '1'], {
    home: cli.home,
  });
  await terminal.until('mirror follows local, every 1 s; Ctrl-C ends it');
  await terminal.until('created: ');
  await edit('retail-drop', 'there', 'local');
  await terminal.until('1 changed: connection retail-drop');
  terminal.type(keys.ctrlC);
  expect(await terminal.ended).toBe(130);
});
