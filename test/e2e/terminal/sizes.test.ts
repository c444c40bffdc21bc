import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { displayWidth } from '../../../src/terminal/width.ts';
import { type Cli, createCli } from '../../support/cli.ts';
import { expectGolden } from '../../support/golden.ts';
import { keys, openTerminal, type Terminal } from '../../support/pty.ts';

let cli: Cli;
beforeEach(() => {
  cli = createCli();
});
afterEach(() => cli.remove());

// The screen of the tests breaks rows anew as this terminal does, whose engine it is.
const asItsEngine = { TERM_PROGRAM: 'vscode', NO_HYPERLINKS: '1' };

/** Every question of the flow: what shows that it is there, and what is typed then. */
const steps: readonly (readonly [shows: string, ...typed: string[]])[] = [
  ['❯ Active', 'sftp'],
  ['❯ SFTP', keys.enter],
  ['? Display name', 'Retail nightly drop', keys.enter],
  ['? Sign in with', keys.down, keys.enter],
  ['? Host name', 'sftp://partner', keys.enter],
  ['✗ Host', keys.ctrlU, 'a-very-long-name-of-a-server-in-a-far-away-land.partner.example'],
  ['land.partner.example', keys.enter],
  ['? User name', 'svc-cdp', keys.enter],
  ['? Private key', keys.enter],
  ['? Path of the file', 'id_ed25519', keys.enter],
  ['? Passphrase', keys.enter],
  ['? Export folder', 'Nightly/Drop', keys.enter],
  ['? Who may use it?', keys.down, keys.enter],
  ['❯ save it', keys.enter],
  ['? Do you agree', keys.down, keys.down, keys.enter],
];

/** Walks through the flow; answers every screen on the way. No row may reach the edge, where terminals break it. */
async function walk(terminal: Terminal, columns: number): Promise<string> {
  const seen: string[] = [];
  for (const [shows, ...typed] of steps) {
    const window = await terminal.drawn(shows);
    for (const row of window) expect(displayWidth(row)).toBeLessThan(columns);
    seen.push(`--- ${shows}`, window.join('\n').trimEnd());
    terminal.type(...typed);
  }
  expect(await terminal.ended).toBe(0);
  return `${seen.join('\n')}\n`;
}

test('a window of 20 columns and 10 rows shows every question whole', async () => {
  writeFileSync(join(cli.home, 'id_ed25519'), 'a private key\n');
  const terminal = openTerminal(['connection', 'add'], { home: cli.home, columns: 20, rows: 10 });

  expectGolden('screens/connection-add-20x10', await walk(terminal, 20));
});

test('a window of 12 columns and 4 rows shows as much of every question as fits', async () => {
  writeFileSync(join(cli.home, 'id_ed25519'), 'a private key\n');
  const terminal = openTerminal(['connection', 'add'], { home: cli.home, columns: 12, rows: 4 });

  await walk(terminal, 12);
});

describe('names of every script', () => {
  const names = [
    '顧客データ 夜間配信',
    'Émigré 🚀 launch list',
    'رسائل أسبوعية',
    `Long ${'and longer '.repeat(9)}name`,
  ];

  test('keep their columns, and fit again and again while the window changes', async () => {
    for (const [at, name] of names.entries()) {
      await cli.ok(['connection', 'add', 'mailchimp', name, '--name', `n${at}`, '--accept-terms', '2026-11']);
    }
    const terminal = openTerminal(['connection', 'lock'], { home: cli.home, env: asItsEngine });
    await terminal.drawn('❯');
    const seen: string[] = [];
    for (const [columns, rows, key] of [
      [40, 20, keys.down],
      [20, 10, keys.down],
      [60, 6, keys.up],
      [80, 24, keys.down],
    ] as const) {
      const since = terminal.raw().length;
      terminal.resize(columns, rows);
      const fitted = await terminal.drawn('❯', since);
      for (const row of fitted) expect(displayWidth(row)).toBeLessThan(columns);
      terminal.type(key);
      const window = await terminal.drawn('❯', terminal.raw().length);
      for (const row of window) expect(displayWidth(row)).toBeLessThan(columns);
      seen.push(`--- ${columns} columns, ${rows} rows`, window.join('\n').trimEnd());
    }
    terminal.type(keys.ctrlC);
    expect(await terminal.ended).toBe(130);

    expectGolden('screens/names-while-resized', `${seen.join('\n')}\n`);
  });

  test('can be typed in every window, with the cursor where the next letter goes', async () => {
    const terminal = openTerminal(['connection', 'add', 'mailchimp'], {
      home: cli.home,
      columns: 20,
      rows: 10,
      env: asItsEngine,
    });
    await terminal.drawn('? Display name');
    terminal.type('顧客データ夜間配信 🚀');
    await terminal.drawn('🚀');
    const since = terminal.raw().length;
    terminal.resize(30, 12);
    await terminal.drawn('🚀', since);
    terminal.type('末');
    const window = await terminal.drawn('末');
    const typed = window.findIndex((row) => row.startsWith('? Display name'));
    const rows = window.slice(typed, typed + 2);

    expect(rows.join('').replace(/\s+$/, '')).toBe('? Display name 顧客データ夜間配信 🚀末');
    expect(terminal.cursor()).toEqual({ row: typed + 1, column: displayWidth(rows[1] as string) });
    terminal.type(keys.ctrlC);
    expect(await terminal.ended).toBe(130);
  });
});
