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
const run = (shell: string, env = {}): Terminal => openTerminal([], { home: cli.home, shell, env });

describe('nothing is asked', () => {
  test.each([
    ['where stderr is no terminal', 'cinch connection add mailchimp 2> said; echo $? > code', {}],
    ['where stdin is none', 'cinch connection add mailchimp < /dev/null 2> said; echo $? > code', {}],
    ['where both are none', 'cinch connection add mailchimp < /dev/null 2>&1 | cat > said', {}],
    ['with --no-input', 'cinch connection add mailchimp --no-input 2>&1 | tee said', {}],
    ['with CI=1', 'cinch connection add mailchimp; echo $? > code', { CI: '1' }],
    ['with CINCH_NO_INPUT', 'cinch connection add mailchimp; echo $? > code', { CINCH_NO_INPUT: '1' }],
  ])('%s: all that is missing is said at once', async (_, shell, env) => {
    const terminal = run(shell, env);
    await terminal.ended;
    const said = `${terminal.screen()}${shell.includes('said') ? kept('said') : ''}`;

    expect(said).toContain('displayName');
    expect(said).toContain('--accept-terms');
    expect(terminal.raw()).not.toContain('\u001b[?2004h');
    if (shell.includes('code')) expect(kept('code')).toBe('3\n');
  });
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

  test('and a refused answer leaves stdout empty', async () => {
    const terminal = run('cinch connection add mailchimp -o json > out; echo $? > code');
    await terminal.drawn('? Display name');
    terminal.type(keys.ctrlC);
    await terminal.ended;

    expect([kept('code'), kept('out')]).toEqual(['130\n', '']);
    expect(terminal.screen()).toContain('"code":"interrupted"');
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

  test.each(['wide', '0', '-1', '1', '7', '1e9', '99999999999999999999', ''])(
    'is drawn on as wide as it is, whatever COLUMNS says: "%s"',
    async (COLUMNS) => {
      const terminal = openTerminal(['connection', 'add'], { home: cli.home, columns: 40, env: { COLUMNS } });
      const window = await terminal.drawn('❯ Active');
      terminal.type(keys.ctrlC);

      expect(await terminal.ended).toBe(130);
      expect(Math.max(...window.map((row) => row.length))).toBe(39);
    },
  );
});
