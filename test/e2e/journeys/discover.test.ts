import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Cli, createCli } from '../../support/cli.ts';
import { expectGolden } from '../../support/golden.ts';
import { keys, openTerminal } from '../../support/pty.ts';

const launcher = fileURLToPath(new URL('../../../bin/cinch.js', import.meta.url));

let cli: Cli;
beforeEach(() => {
  cli = createCli();
});
afterEach(() => cli.remove());

/** The last of what was written, as a person sees it without scrolling back. */
const lastLines = (screen: string, rows: number) => `${screen.split('\n').slice(-rows).join('\n')}\n`;

describe('discover in a terminal', () => {
  test('is searched, opened, gone back from, and sets up what was found', async () => {
    const terminal = openTerminal(['discover'], { home: cli.home, columns: 80, rows: 24 });

    await terminal.drawn('❯ ActiveCampaign');
    expectGolden('screens/discover-list-80', `${terminal.screen()}\n`);
    terminal.type('inmobi');
    await terminal.until('❯ InMobi');
    terminal.type(keys.enter);
    await terminal.drawn('❯ set up Azure Blob Storage');
    expectGolden('screens/discover-inmobi-80', lastLines(terminal.screen(), 24));
    terminal.type(keys.down, keys.enter);
    await terminal.until('❯ InMobi');
    terminal.type('leadspace');
    await terminal.until('❯ Leadspace');
    terminal.type(keys.enter);
    await terminal.until('❯ set it up now');
    terminal.type(keys.enter);
    await terminal.until('? Display name');
    terminal.type('Company data', keys.enter);
    await terminal.until('❯ type it');
    terminal.type(keys.enter);
    await terminal.until('(not shown)');
    terminal.type('a token', keys.enter);
    await terminal.until('leave without saving');
    terminal.type(keys.enter);
    await terminal.until('yes, I agree');
    terminal.type(keys.down, keys.down, keys.enter);

    expect(await terminal.ended).toBe(0);
    expect(terminal.screen()).toContain('the same without questions, with LEADSPACE_TOKEN set');
    expect((await cli.ok(['connection', 'list', '-o', 'name'])).stdout).toBe('company-data\n');
  });

  test('fits a narrow terminal, and is left without a word', async () => {
    const terminal = openTerminal(['discover', '--search', 'sftp'], { home: cli.home, columns: 40, rows: 20 });

    await terminal.drawn('❯ SFTP');
    expectGolden('screens/discover-list-40', `${terminal.screen()}\n`);
    terminal.type(keys.enter);
    await terminal.drawn('❯ set it up now');
    expectGolden('screens/discover-sftp-40', lastLines(terminal.screen(), 20));
    terminal.type(keys.down, keys.down, keys.enter);

    expect(await terminal.ended).toBe(0);
    expect(terminal.screen().split('\n').at(-1)).toBe('✓ SFTP leave');
  });

  test('keeps its standard output free: the answer alone goes there', async () => {
    const shell = `"${process.execPath}" "$CINCH" discover > out; echo "ended with $?"`;
    const terminal = openTerminal([], { home: cli.home, shell, env: { CINCH: launcher } });

    await terminal.until('ended with 0');
    expect(terminal.screen()).toBe('ended with 0');
  });

  test.each([
    ['with --no-input', ['--no-input']],
    ['in a form that is asked for', ['-o', 'table']],
  ])('is a list %s', async (_, flags) => {
    const terminal = openTerminal(['discover', '--search', 'sftp', ...flags], { home: cli.home });

    expect(await terminal.ended).toBe(0);
    expect(terminal.screen()).toMatch(/^TYPE .*\nsftp /);
  });
});
