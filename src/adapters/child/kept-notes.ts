import { lstatSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { basename, join } from 'node:path';
import type { LeftRun, RunUnderWay } from '../../kernel/child.ts';
import { isAlive } from '../system/alive.ts';

/** What is known of a command while it runs, so that what it leaves is found again when we are killed. Holds no secret. */
interface Note {
  readonly host: string;
  /** Ours, and that of the command once it started. */
  readonly pids: readonly number[];
  /** Where its private files are. */
  readonly folder: string | null;
  readonly run: RunUnderWay | null;
}

export interface KeptNote {
  started(pid: number | undefined): void;
  forget(): void;
}

/** How folders of private files begin, so that no other folder is ever taken for one. */
export const privateFolder = 'cinch-run-';

/** Keeps a note in the folder. Where that cannot be written a run goes on without: only its leftovers stay. */
export function keepNote(place: string, id: string, about: Pick<Note, 'folder' | 'run'>): KeptNote {
  const path = join(place, `${id}.json`);
  const write = (pids: readonly number[]) => {
    const note: Note = { host: hostname(), pids, ...about };
    try {
      mkdirSync(place, { recursive: true, mode: 0o700 });
      writeFileSync(path, JSON.stringify(note), { mode: 0o600 });
    } catch {
      return;
    }
  };
  write([process.pid]);
  return {
    started: (pid) => write(pid === undefined ? [process.pid] : [process.pid, pid]),
    forget: () => forgetNote(path),
  };
}

/** Removes the private files of commands that were killed with us on this machine, and tells of their runs. */
export function leftBehind(place: string): readonly LeftRun[] {
  const found: LeftRun[] = [];
  for (const name of namesIn(place)) {
    const path = join(place, name);
    const note = noteAt(path);
    // Another machine may share the folder, and its processes have numbers of their own.
    if (note === undefined || note.host !== hostname() || note.pids.some(isAlive)) continue;
    if (typeof note.folder === 'string') removePrivate(note.folder);
    const forget = () => forgetNote(path);
    if (typeof note.run !== 'object' || note.run === null) forget();
    else found.push({ ...note.run, forget });
  }
  return found;
}

function forgetNote(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    return;
  }
}

function namesIn(place: string): readonly string[] {
  try {
    return readdirSync(place).filter((name) => name.endsWith('.json'));
  } catch {
    return [];
  }
}

function noteAt(path: string): Note | undefined {
  try {
    const note = JSON.parse(readFileSync(path, 'utf8')) as Partial<Note>;
    return Array.isArray(note.pids) ? (note as Note) : undefined;
  } catch {
    return undefined;
  }
}

function removePrivate(folder: string): void {
  try {
    const { uid } = lstatSync(folder);
    if (basename(folder).startsWith(privateFolder) && (process.getuid === undefined || uid === process.getuid()))
      rmSync(folder, { recursive: true, force: true });
  } catch {
    return;
  }
}
