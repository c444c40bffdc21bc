import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Prepared, prepared } from '../support/prepared.ts';
import { keys, openTerminal, type Terminal } from '../support/pty.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const known = ['bash', 'zsh', 'fish'] as const;
type Tried = (typeof known)[number];

/** Those that must be here; others are tried where they are. */
const demanded = (process.env.CINCH_TEST_SHELLS ?? 'bash').split(',');
const isHere = (name: string) =>
  (process.env.PATH ?? '').split(delimiter).some((folder) => folder !== '' && existsSync(join(folder, name)));
const here = known.filter(isHere);

/** How each starts without what the machine's owner has set up, and how it reads a file of ours. */
const starts: { readonly [S in Tried]: { readonly run: string; readonly read: (file: string) => string } } = {
  bash: { run: 'exec bash --noprofile --norc -i', read: (file) => `PS1='re''ady$ '; . ${file}` },
  zsh: {
    run: 'exec zsh -d -f -i',
    read: (file) => `PS1='re''ady$ '; autoload -Uz compinit; compinit -u -D; . ${file}`,
  },
  fish: { run: 'exec fish --no-config -i', read: (file) => `function fish_prompt; echo 're''ady$ '; end; . ${file}` },
};
/** The same for a person's own set-up, which is all that the shell has after an installation. */
const own: { readonly [S in Tried]: string } = {
  bash: 'exec bash --noprofile -i',
  zsh: 'exec zsh -d -i',
  fish: 'exec fish -i',
};
const endings = { bash: 'bash', zsh: 'zsh', fish: 'fish' } as const;

let cli: Prepared;
let env: Record<string, string>;
beforeAll(async () => {
  cli = await prepared([
    { change: 'connection.add', type: 'mailchimp', displayName: 'Newsletter', terms: '2026-11' },
    { change: 'connection.add', type: 'mailchimp', displayName: 'Other letters', terms: '2026-11' },
    { change: 'user.add', name: 'ana@contoso.example', role: 'contributor' },
    { change: 'export.add', displayName: 'Nightly', connection: 'newsletter' },
  ]);
  const bin = join(cli.home, 'bin');
  mkdirSync(bin);
  writeFileSync(join(bin, 'cinch'), `#!/bin/sh\nexec '${process.execPath}' '${root}bin/cinch.js' "$@"\n`);
  chmodSync(join(bin, 'cinch'), 0o755);
  writeFileSync(join(cli.home, 'some file.yaml'), '');
  env = { PATH: `${bin}${delimiter}${process.env.PATH}`, ZDOTDIR: cli.home, XDG_CONFIG_HOME: join(cli.home, 'config') };
});
afterAll(() => cli.remove());

function opened(shell: string, path = ''): Terminal {
  return openTerminal([], { home: cli.home, columns: 110, rows: 50, shell, env: { ...env, PATH: path } });
}

test('every shell that has to be here is here', () => {
  expect(demanded.filter((name) => !isHere(name))).toEqual([]);
});

/** Lines, and what a Tab makes of them. */
const tabs = [
  ['cinch connection repl', 'cinch connection replace'],
  ['cinch connection show oth', 'cinch connection show other-letters'],
  ['cinch connection share newsletter --with=us', '--with=user:'],
  ['cinch connection share newsletter --with user:a', '--with user:ana@contoso.example'],
  ['cinch connection add sftp "X y" --authentication-method=ss', '--authentication-method=sshKey'],
  ['cinch connection add sftp X --secret password=e', '--secret password=env:'],
  ['cinch connection remove newsletter --exports ni', '--exports nightly='],
  ['cinch connection remove newsletter --exports nightly=mo', '--exports nightly=move:'],
  ['cinch connection remove newsletter --exports nightly=move:o', 'nightly=move:other-letters'],
  ['cinch type add so', 'cinch type add some\\ file.yaml'],
  ['cinch connection add sftp X --secret password=file:so', 'password=file:some\\ file.yaml'],
  ['cinch connection show "oth', 'cinch connection show "other-letters'],
  ['cinch export list -o js', 'cinch export list -o json'],
] as const;

describe.each(here)('in a real %s', (shell) => {
  const ready = async (path = env.PATH): Promise<Terminal> => {
    const terminal = opened(starts[shell].run, path);
    terminal.type(`${starts[shell].read(`${root}completions/cinch.${endings[shell]}`)}\r`);
    await terminal.until('ready$');
    return terminal;
  };

  test('a Tab finishes commands, names, flags, values and files', async () => {
    const terminal = await ready();

    for (const [typed, expected] of tabs) {
      terminal.type(typed, keys.tab);
      await terminal.until(expected);
      terminal.type(keys.ctrlU);
    }
  });

  test('several are listed, with what they mean where the shell shows it', async () => {
    const terminal = await ready();

    terminal.type('cinch connection sh', keys.tab, keys.tab);
    await terminal.until('show');
    const shown = await terminal.until(shell === 'bash' ? 'share' : 'Let contributors use an export connection');

    expect(shown).not.toContain('rename');
  });

  test('a program that is missing is no more than a Tab that does nothing', async () => {
    const terminal = await ready('/usr/bin:/bin');

    terminal.type('cinch connection show ', keys.tab, keys.tab, keys.ctrlU, "echo all is 'well here'\r");

    expect(await terminal.until('all is well here')).not.toMatch(/not found|no such file|error/i);
  });

  test('it is there by itself after an installation and the line that this names', async () => {
    const { json } = await cli.ok(['completion', shell, '--install', '-o', 'json'], { env });
    const { next } = json<{ next: readonly string[] }>();
    for (const line of next) execFileSync('/bin/sh', ['-c', line], { env });
    const again = await cli.ok(['completion', shell, '--install'], { env });
    const terminal = opened(own[shell], env.PATH);
    terminal.type("echo I am 'ready now'\r");
    await terminal.until('I am ready now');

    terminal.type('cinch connection repl', keys.tab);
    await terminal.until('cinch connection replace');

    expect([again.stdout.split(' ')[0], again.stderr]).toEqual(['unchanged', '']);
  });
});
