import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { completionScripts } from '../../src/commands/shared/completion-scripts.ts';
import { type Shell, shells } from '../../src/kernel/shells.ts';
import type { Cli } from '../support/cli.ts';
import { createKeptCli } from '../support/kept-cli.ts';

let cli: Cli;
beforeEach(() => {
  cli = createKeptCli();
});
afterEach(() => cli.remove());

const places: { readonly [S in Shell]: string } = {
  bash: '.local/share/bash-completion/completions/cinch',
  zsh: '.zfunc/_cinch',
  fish: '.config/fish/completions/cinch.fish',
  powershell: '.config/cinch/completion.ps1',
};
const mode = (path: string) => statSync(path).mode & 0o777;

describe('printing it', () => {
  test.each(shells)('for %s is data on stdout and nothing else', async (shell) => {
    const { stdout, stderr } = await cli.ok(['completion', shell]);

    expect([stdout, stderr]).toEqual([completionScripts[shell], '']);
    expect((await cli.ok(['completion', shell, '-o', 'json'])).json().text).toBe(stdout);
  });

  test('is for the shell of the person where none is named, and asks for one where that is none of ours', async () => {
    const { stdout } = await cli.ok(['completion'], { env: { SHELL: '/opt/bin/fish' } });
    const none = await cli(['completion'], { env: { SHELL: undefined } });
    const other = await cli(['completion'], { env: { SHELL: '/bin/tcsh' } });
    const named = await cli(['completion', 'fis', '-o', 'json']);

    expect(stdout).toBe(completionScripts.fish);
    for (const { exit, stderr } of [none, other]) {
      expect(exit).toBe(3);
      expect(stderr).toContain('bash, zsh, fish, powershell');
    }
    expect(named.exit).toBe(2);
    expect(named.json().detail).toContain('fish');
  });

  test('needs no home and makes nothing', async () => {
    await cli.ok(['completion', 'zsh'], { env: { HOME: undefined, CINCH_HOME: undefined } });

    expect(readdirSync(cli.home)).toEqual([]);
  });
});

describe('installing it', () => {
  test.each(shells)('for %s writes one file, once, for its owner alone', async (shell) => {
    const path = join(cli.home, places[shell]);
    const first = await cli.ok(['completion', shell, '--install']);
    const again = await cli.ok(['completion', shell, '--install']);

    expect(first.stdout).toBe(`created  completion ${path}\n`);
    expect(again.stdout).toBe(`unchanged  completion ${path}\n`);
    expect(readFileSync(path, 'utf8')).toBe(completionScripts[shell]);
    expect([mode(path), mode(dirname(path)), readdirSync(dirname(path)).length]).toEqual([0o600, 0o700, 1]);
  });

  test('says the line that is left to add, until it is there; fish needs none', async () => {
    const hints = async (shell: Shell) => (await cli.ok(['completion', shell, '--install'])).stderr;
    const rc = join(cli.home, '.zshrc');

    expect(await hints('bash')).toBe(`hint: echo '. ${cli.home}/${places.bash}' >> ${cli.home}/.bashrc\n`);
    expect(await hints('zsh')).toBe(
      `hint: echo 'fpath=(${cli.home}/.zfunc $fpath); autoload -Uz compinit; compinit' >> ${rc}\n`,
    );
    expect(await hints('fish')).toBe('');
    expect(await hints('powershell')).toBe(
      `hint: Add-Content $PROFILE '. ''${cli.home}/.config/cinch/completion.ps1'''\n`,
    );

    writeFileSync(rc, '# fpath=(~/.zfunc $fpath)\n');
    expect(await hints('zsh')).toContain('hint: ');
    writeFileSync(rc, '  fpath=(~/.zfunc $fpath)\n');
    expect(await hints('zsh')).toBe('');
    writeFileSync(join(cli.home, '.bashrc'), '. /usr/share/bash-completion/bash_completion\n');
    expect(await hints('bash')).toBe('');
    expect(readFileSync(rc, 'utf8')).toBe('  fpath=(~/.zfunc $fpath)\n');
  });

  test('goes where the variables of a shell say', async () => {
    const env = {
      BASH_COMPLETION_USER_DIR: join(cli.home, 'one'),
      ZDOTDIR: join(cli.home, 'two words'),
      XDG_CONFIG_HOME: join(cli.home, 'three'),
    };

    for (const shell of shells) await cli.ok(['completion', shell, '--install'], { env });

    const made = ['one/completions/cinch', 'two words/.zfunc/_cinch', 'three/fish/completions/cinch.fish'];
    for (const path of [...made, 'three/cinch/completion.ps1']) expect(existsSync(join(cli.home, path))).toBe(true);
    const { stderr } = await cli.ok(['completion', 'zsh', '--install'], { env });
    expect(stderr).toContain(`>> '${env.ZDOTDIR}/.zshrc'`);
  });

  test('brings an older one of its own up to date, through a link where there is one', async () => {
    const path = join(cli.home, places.fish);
    const kept = join(cli.home, 'dotfiles.fish');
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(kept, '# Completion of cinch for fish, made by `cinch completion fish`.\nolder\n');
    symlinkSync(kept, path);

    const { json } = await cli.ok(['completion', 'fish', '--install', '-o', 'json']);

    expect(json()).toMatchObject({ result: 'updated', changes: [{ kind: 'completion', name: path }], next: [] });
    expect(readFileSync(kept, 'utf8')).toBe(completionScripts.fish);
    expect(readdirSync(dirname(path))).toEqual(['cinch.fish']);
  });

  test('leaves a file of someone else alone, until it is agreed to', async () => {
    const path = join(cli.home, places.bash);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, 'my own\n');

    const refused = await cli(['completion', 'bash', '--install']);
    expect(refused.exit).toBe(3);
    expect(refused.stderr).toContain('which cinch did not write');
    expect(refused.stderr).toContain('hint: cinch completion bash --install --yes\n');
    expect(readFileSync(path, 'utf8')).toBe('my own\n');

    expect((await cli.ok(['completion', 'bash', '--install', '--yes'])).stdout).toContain('updated  completion ');
    expect(readFileSync(path, 'utf8')).toBe(completionScripts.bash);
  });

  test('tried first, changes nothing', async () => {
    const { stdout, stderr } = await cli.ok(['completion', 'fish', '--install', '--dry-run']);

    expect(stdout).toContain(`would create  completion ${join(cli.home, places.fish)}`);
    expect(stderr).toBe('');
    expect(readdirSync(cli.home)).toEqual([]);
  });

  test('where it cannot be written, or nobody has a home, is told as what it is', async () => {
    mkdirSync(join(cli.home, '.config'));
    writeFileSync(join(cli.home, '.config', 'fish'), 'a file in the way');
    const inTheWay = await cli(['completion', 'fish', '--install', '-o', 'json']);
    mkdirSync(join(cli.home, places.zsh), { recursive: true });
    const folder = await cli(['completion', 'zsh', '--install', '-o', 'json']);
    const homeless = await cli(['completion', 'bash', '--install', '-o', 'json'], { env: { HOME: undefined } });

    for (const { exit, stdout, json } of [inTheWay, folder, homeless]) {
      expect([exit, stdout, json().code]).toEqual([2, '', 'input.file']);
    }
    expect(homeless.json().detail).toContain('`HOME` is not set');
    expect(folder.json().detail).toContain('is a folder');
  });
});
