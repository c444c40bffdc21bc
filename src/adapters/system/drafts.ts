import {
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { problem } from '../../kernel/problem.ts';
import { isAlive } from './alive.ts';

// Hidden, so that no manifest is looked for in it, and of this process alone: two at once never write into one.
const hidden = '.cinch-unfinished-';

interface Draft {
  readonly path: string;
  readonly replace: boolean;
}

/** Files that come into a folder together: written beside each other first, and put in their places when all are whole. */
export function draftsIn(folder: string) {
  const beside = join(folder, `${hidden}${process.pid}`);
  const drafts: Draft[] = [];
  const made: string[] = [];
  const drop = () => {
    rmSync(beside, { recursive: true, force: true });
    // Folders that came for nothing go again, unless somebody put something there.
    for (const path of made.reverse()) attempt(() => rmdirSync(path));
  };
  const begin = () => {
    made.push(...makeFolder(folder));
    for (const name of leftIn(folder)) rmSync(join(folder, name), { recursive: true, force: true });
    mkdirSync(beside, { mode: 0o700 });
  };
  return {
    write(path: string, text: string, { replace }: { readonly replace: boolean }): void {
      try {
        if (drafts.length === 0) begin();
        if (!replace && existsSync(path)) throw exists();
        writeFileSync(join(beside, basename(path)), text, { mode: 0o600, flag: 'wx' });
        drafts.push({ path, replace });
      } catch (error) {
        drop();
        throw refused(path, error);
      }
    },
    keep(): void {
      const placed: string[] = [];
      for (const { path, replace } of drafts) {
        const draft = join(beside, basename(path));
        try {
          if (replace) renameSync(draft, path);
          else place(draft, path);
          if (!replace) placed.push(path);
        } catch (error) {
          for (const it of placed) rmSync(it, { force: true });
          drop();
          throw refused(path, error);
        }
      }
      rmSync(beside, { recursive: true, force: true });
    },
    drop,
  };
}

/** What a run left behind that was killed: its process is gone, or this one has its number now. */
function leftIn(folder: string): readonly string[] {
  return readdirSync(folder).filter((name) => {
    const pid = name.startsWith(hidden) ? Number(name.slice(hidden.length)) : Number.NaN;
    return Number.isSafeInteger(pid) && (pid === process.pid || !isAlive(pid));
  });
}

/** Makes a folder and those above it, and says which there were not. One by one: at once, Node never ends under `/proc`. */
export function makeFolder(path: string): readonly string[] {
  if (statSync(path, { throwIfNoEntry: false }) !== undefined) return [];
  const made = dirname(path) === path ? [] : makeFolder(dirname(path));
  try {
    mkdirSync(path);
  } catch (error) {
    // Somebody else was faster.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return made;
  }
  return [...made, path];
}

/** What the system says of a file that cannot be written, in words. */
export function refused(path: string, error: unknown): Error {
  const { code } = error as NodeJS.ErrnoException;
  const says =
    code === 'EEXIST'
      ? 'is there already; name another, or remove it'
      : code === 'ENOTDIR'
        ? 'would be in a folder, but a file is there'
        : `cannot be written (${code ?? 'unknown'})`;
  return problem('input.file', { path, says });
}

// A link never takes the place of a file; where there are none, it is looked before.
function place(draft: string, path: string): void {
  try {
    linkSync(draft, path);
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    if (!['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EXDEV'].includes(code)) throw error;
    if (existsSync(path)) throw exists();
    renameSync(draft, path);
  }
}

function exists(): Error {
  return Object.assign(new Error(), { code: 'EEXIST' });
}

function attempt(act: () => void): void {
  try {
    act();
  } catch {
    // It stays.
  }
}
