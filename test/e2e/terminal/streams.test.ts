import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Cli, createCli } from '../../support/cli.ts';
import { keys, openTerminal, type Terminal } from '../../support/pty.ts';

let cli: Cli;
beforeEach(() => {
  cli = createCli();
});
afterEach(() => cli.remove());

const kept = (name: string) => readFileSync(join(cli.home, name), 'utf8');
const run = (shell: string): Terminal => openTerminal([], { home: cli.home, shell });

describe('nothing is asked', () => {
  test.each([
    ['where stderr is no terminal', 'cinch connection add mailchimp 2> said; echo $? > code'],
    ['where stdin is none', 'cinch connection add mailchimp < /dev/null 2> said; echo $? > code'],
  ])('%s: all that is missing is said at once', async (_, shell) => {
    const terminal = run(shell);
    await terminal.ended;

    expect(kept('said')).toContain('displayName');
    expect(kept('said')).toContain('--accept-terms');
    expect([terminal.screen(), kept('code')]).toEqual(['', '3\n']);
  });
});

describe('a secret from standard input', () => {
  const add = 'cinch connection add leadspace Data --accept-terms 2026-11 --secret token=stdin';

  test('that is a terminal is typed without being shown', async () => {
    const terminal = run(`CINCH_PASSPHRASE=x ${add}`);
    await terminal.until('(not shown)');
    terminal.type('typed-canary', keys.enter);
    await terminal.ended;

    expect(terminal.screen()).toContain('created  connection data');
    expect(terminal.raw()).not.toContain('typed-canary');
  });

  test('is refused where nobody can be asked and it would be shown', async () => {
    const terminal = run(`CI=1 ${add}; echo "ended with $?"`);
    await terminal.ended;

    expect(terminal.screen()).toMatch(/standard input is a\s+terminal, which would show it/);
    expect(terminal.screen()).toContain('ended with 11');
  });
});

describe('a file from standard input', () => {
  test.each([['type add -'], ['plan -f -'], ['import --from csv --type sftp -']])(
    'that is a terminal is announced: cinch %s',
    async (line) => {
      const terminal = run(`cinch ${line}; echo "ended with $?"`);
      await terminal.until('reads what you type; Ctrl-D');
      terminal.type('\u0004');
      await terminal.ended;

      expect(terminal.screen()).toMatch(/ended with [236]/);
    },
  );
});

describe('questions go to stderr', () => {
  test('while stdout is a pipe and holds the document, and nothing else', async () => {
    const terminal = run(
      'set -o pipefail; cinch connection add mailchimp Newsletter -o json | cat > out; echo $? > code',
    );
    await terminal.drawn('? Do you agree');
    terminal.type(keys.down, keys.down, keys.enter);
    await terminal.ended;

    expect(kept('code')).toBe('0\n');
    expect(JSON.parse(kept('out'))).toMatchObject({ kind: 'ChangeResult', result: 'created' });
    expect(terminal.screen()).toContain('✓ Do you agree');
  });
});

describe('a terminal', () => {
  test('without a name is asked line by line, without a sequence', async () => {
    const terminal = run('unset TERM; cinch connection add mailchimp');
    await terminal.until('Display name:');
    terminal.type(keys.ctrlC);

    await terminal.ended;
    expect(terminal.screen()).toContain('error: interrupted');
    expect(terminal.raw()).not.toContain('\u001b');
  });

  test('is drawn on as wide as it is, whatever COLUMNS says', async () => {
    const terminal = openTerminal(['connection', 'add'], { home: cli.home, columns: 40, env: { COLUMNS: '200' } });
    const window = await terminal.drawn('❯ Active');
    terminal.type(keys.ctrlC);

    expect(await terminal.ended).toBe(130);
    expect(Math.max(...window.map((row) => row.length))).toBe(39);
  });
});
