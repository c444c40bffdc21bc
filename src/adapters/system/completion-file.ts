import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { problem } from '../../kernel/problem.ts';
import type { Shell } from '../../kernel/shells.ts';

/** The file in which a shell of this person looks for what completes cinch. */
export interface CompletionFile {
  readonly path: string;
  readonly folder: string;
  /** What stands in it now, nothing where it is not there. */
  readonly text: string | undefined;
  /** Whether the shell finds it without another line in `profile`, as far as can be told. */
  readonly found: boolean;
  /** What the shell reads when it starts. */
  readonly profile: string;
  /** Replaces it in one step; only its owner can read what is new. */
  write(text: string): void;
}

type Variables = Readonly<Record<string, string | undefined>>;

interface Place {
  readonly path: string;
  readonly profile: string;
  /** What one of these files says, in a line that counts, where the shell finds it; nothing where it always does. */
  readonly told: { readonly by: readonly string[]; readonly as: readonly string[] } | undefined;
}

export function completionFile(shell: Shell, env: Variables, platform: string): CompletionFile {
  const { path, profile, told } = placeOf(shell, env, platform);
  return {
    path,
    folder: dirname(path),
    profile,
    get text() {
      return textOf(path);
    },
    get found() {
      return told === undefined || told.by.some((file) => says(file, told.as));
    },
    write: (text) => replace(path, text),
  };
}

/** The shell that a person signs in to, by the name of its file. */
export function usualShell({ SHELL = '' }: Variables): string | undefined {
  return /[^\\/]+$/.exec(SHELL)?.[0];
}

function placeOf(shell: Shell, env: Variables, platform: string): Place {
  const home = env[platform === 'win32' ? 'USERPROFILE' : 'HOME'] || missingHome(platform);
  const config = env.XDG_CONFIG_HOME || join(home, '.config');
  const data = env.XDG_DATA_HOME || join(home, '.local', 'share');
  switch (shell) {
    case 'bash': {
      const folder = env.BASH_COMPLETION_USER_DIR || join(data, 'bash-completion');
      const path = join(folder, 'completions', 'cinch');
      // The package that looks in that folder may be there without being read.
      const own = ['.bashrc', '.bash_profile', '.bash_login', '.profile'].map((file) => join(home, file));
      return {
        path,
        profile: join(home, '.bashrc'),
        told: { by: [...own, '/etc/bash.bashrc'], as: [path, 'bash_completion'] },
      };
    }
    case 'zsh': {
      const folder = env.ZDOTDIR || home;
      const profile = join(folder, '.zshrc');
      return { path: join(folder, '.zfunc', '_cinch'), profile, told: { by: [profile], as: ['.zfunc'] } };
    }
    case 'fish':
      return { path: join(config, 'fish', 'completions', 'cinch.fish'), profile: '', told: undefined };
    case 'powershell': {
      // Its own folder is not known from outside: Windows moves a person's documents about.
      const path = join(config, 'cinch', 'completion.ps1');
      const profile = join(config, 'powershell', 'Microsoft.PowerShell_profile.ps1');
      return { path, profile, told: { by: [profile], as: [path] } };
    }
  }
}

function missingHome(platform: string): never {
  const path = platform === 'win32' ? 'USERPROFILE' : 'HOME';
  throw problem('input.file', { path, says: 'is not set, so there is no place for what a shell reads' });
}

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown';
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw problem('input.file', { path, says: code === 'EISDIR' ? 'is a folder' : `cannot be read (${code})` });
  }
}

function says(path: string, words: readonly string[]): boolean {
  try {
    const lines = readFileSync(path, 'utf8').split('\n');
    return lines.some((line) => !line.trimStart().startsWith('#') && words.some((word) => line.includes(word)));
  } catch {
    return false;
  }
}

function replace(path: string, text: string): void {
  let draft: string | undefined;
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    // A link stays one: what it leads to is replaced.
    const target = existsSync(path) ? realpathSync(path) : path;
    draft = `${target}.${process.pid}`;
    const file = openSync(draft, 'wx', 0o600);
    try {
      writeSync(file, text);
    } finally {
      closeSync(file);
    }
    renameSync(draft, target);
  } catch (error) {
    if (draft !== undefined) rmSync(draft, { force: true });
    throw problem('input.file', {
      path,
      says: `cannot be written (${(error as NodeJS.ErrnoException).code ?? 'unknown'})`,
    });
  }
}
