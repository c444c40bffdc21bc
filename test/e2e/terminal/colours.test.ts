import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { keys, openTerminal, type Terminal } from '../../support/pty.ts';

let home: string;
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'cinch-colours-'));
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

/** Walks through questions of several kinds, one wrong answer included, and leaves. */
async function walk(terminal: Terminal): Promise<string> {
  await terminal.drawn('ActiveCampaign');
  terminal.type('sftp');
  await terminal.drawn('SFTP custom');
  terminal.type(keys.enter);
  await terminal.drawn('? Display name');
  terminal.type('Retail', keys.enter);
  await terminal.drawn('? Sign in with');
  terminal.type(keys.enter);
  await terminal.drawn('? Host name');
  terminal.type('sftp://partner', keys.enter);
  await terminal.drawn('Host name has to be');
  const shown = terminal.screen();
  terminal.type(keys.ctrlC);
  await terminal.ended;
  return shown;
}

const colours = (raw: string) => [...new Set(raw.match(/\u001b\[[0-9;]*m/g) ?? [])].map((it) => it.slice(2, -1)).sort();
/** Strong, dim, the six basic colours, and their ends: they read on light and on dark. */
const basic = ['1', '2', '22', '31', '32', '33', '36', '39'];

describe('questions', () => {
  test.each<[string, string[], Record<string, string>]>([
    ['with NO_COLOR', [], { NO_COLOR: '1' }],
    ['with --no-color', ['--no-color'], {}],
    ['with FORCE_COLOR=0', [], { FORCE_COLOR: '0' }],
    ['with --no-color before FORCE_COLOR', ['--no-color'], { FORCE_COLOR: '1' }],
  ])('have no colour %s, and lose nothing by it', async (_, flags, env) => {
    const terminal = openTerminal(['connection', 'add', ...flags], { home, env });
    const shown = await walk(terminal);

    expect(colours(terminal.raw())).toEqual([]);
    for (const mark of [
      '✓ What do you want to connect to? SFTP',
      '? Host name sftp://partner',
      '✗ Host name has to be',
    ])
      expect(shown).toContain(mark);
  });

  test.each<[string, Record<string, string>]>([
    ['a terminal of 256 colours', {}],
    ['a terminal of sixteen', { TERM: 'xterm' }],
    ['a terminal of all colours', { COLORTERM: 'truecolor' }],
    ['FORCE_COLOR=1', { FORCE_COLOR: '1' }],
    ['FORCE_COLOR=3', { FORCE_COLOR: '3' }],
  ])('have basic colours alone: %s', async (_, env) => {
    const terminal = openTerminal(['connection', 'add'], { home, env });
    await walk(terminal);

    expect(colours(terminal.raw()).filter((it) => !basic.includes(it))).toEqual([]);
    expect(colours(terminal.raw())).toContain('36');
  });

  test('keep their colours while stdout is a pipe', async () => {
    const terminal = openTerminal([], { home, shell: 'cinch connection add | cat' });
    await walk(terminal);

    expect(colours(terminal.raw())).toContain('36');
  });
});

describe('a terminal that shows ASCII alone', () => {
  const script = new URL('./children/ask.ts', import.meta.url);

  test('is given symbols that it has', async () => {
    const kinds = 'search,choose,several,text,confirm,secret';
    const terminal = openTerminal([kinds, 'drawn'], { home, script, env: { LANG: 'C', NO_COLOR: '1' } });
    await terminal.drawn('> one');
    terminal.type(keys.enter);
    await terminal.drawn('arrows move, Enter');
    terminal.type(keys.down, keys.enter);
    await terminal.drawn('>[ ] one');
    terminal.type(keys.space);
    await terminal.drawn('>[x] one');
    terminal.type(keys.enter);
    await terminal.drawn('a hint');
    terminal.type('no', keys.enter);
    await terminal.drawn('x not no');
    terminal.type(keys.ctrlU, pastedLong, keys.enter);
    await terminal.drawn('(y/N)');
    terminal.type('maybe', keys.enter);
    await terminal.drawn('x type yes or no');
    terminal.type(keys.ctrlU, keys.enter);
    await terminal.drawn('(not shown)');
    terminal.type('secret', keys.enter);

    expect(await terminal.ended).toBe(0);
    expect(terminal.screen()).toContain('v A question one');
    expect(terminal.raw()).not.toMatch(/[^\u0000-\u007f]/);
  });
});

const pastedLong = 'a word and '.repeat(30);
