import type { EventEmitter } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { constants, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ChildCommand, ChildEnd, Children } from '../../kernel/child.ts';
import { problem } from '../../kernel/problem.ts';
import type { SecretValue } from '../../kernel/secret-value.ts';
import { type KeptNote, keepNote, leftBehind, privateFolder } from './kept-notes.ts';

interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly signals: EventEmitter;
  /** Whether a terminal sends Ctrl-C to a child as well as to us. */
  readonly terminal: boolean;
  /** Where private files are made; the platform's own place unless told. */
  readonly temporary?: string;
  /** Where it is noted what is under way, and how such a note is called. */
  readonly notes: string;
  readonly newId: () => string;
}

/** What a program needs to start at all, for a person of one system or another. */
const needed = new Set(
  'PATH HOME USER LOGNAME SHELL TERM LANG LC_ALL LC_CTYPE TZ TMPDIR TMP TEMP SYSTEMROOT COMSPEC PATHEXT USERPROFILE APPDATA LOCALAPPDATA'.split(
    ' ',
  ),
);
const fromTerminal: readonly NodeJS.Signals[] = ['SIGINT', 'SIGQUIT'];
const passedOn: readonly NodeJS.Signals[] = [...fromTerminal, 'SIGTERM', 'SIGHUP', 'SIGUSR1', 'SIGUSR2'];
/** The longest value that an environment takes on every system. */
const longestValue = 131_000;

/** Starts commands with their streams as ours are. Secrets reach a child in its environment or in private files, never as an argument. */
export function createChildren(surroundings: Surroundings): Children {
  return { run: (child) => runChild(child, surroundings), leftBehind: () => leftBehind(surroundings.notes) };
}

async function runChild(child: ChildCommand, surroundings: Surroundings): Promise<ChildEnd> {
  const variables = Object.fromEntries(
    Object.entries(child.variables).map(([name, value]) => [name, checked(name, plain(value))]),
  );
  const { signals, terminal } = surroundings;
  let running: { kill(signal: NodeJS.Signals): boolean } | undefined;
  let told: NodeJS.Signals | undefined;
  const listeners = passedOn.map((signal) => {
    const listen = () => {
      if (signal === 'SIGUSR1' || signal === 'SIGUSR2') return void running?.kill(signal);
      told = signal;
      if (!(terminal && fromTerminal.includes(signal))) running?.kill(signal);
    };
    signals.on(signal, listen);
    return [signal, listen] as const;
  });
  let folder: string | undefined;
  let note: KeptNote | undefined;
  try {
    folder = Object.keys(child.files).length === 0 ? undefined : folderFor(surroundings.temporary ?? tmpdir());
    if (folder !== undefined || child.run !== undefined)
      note = keepNote(surroundings.notes, surroundings.newId(), { folder: folder ?? null, run: child.run ?? null });
    const { execa } = await import('execa');
    const paths = filesIn(folder, child.files);
    // A signal that came while the files were written is heeded before anything starts.
    if (told !== undefined) return { exit: exitOf(undefined, told), interrupted: true };
    const [program = '', ...args] = child.command;
    const started = execa(program, args, {
      stdio: ['inherit', child.aside ? 2 : 'inherit', 'inherit'],
      reject: false,
      extendEnv: false,
      env: { ...inherited(surroundings.env, child), ...variables, ...paths },
    });
    running = started;
    note?.started(started.pid);
    const { exitCode, signal, code, isTerminated } = await started;
    if (exitCode === undefined && !isTerminated) throw cannotStart(program, code);
    return { exit: exitOf(exitCode, signal), interrupted: told !== undefined };
  } finally {
    for (const [signal, listen] of listeners) signals.off(signal, listen);
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
    note?.forget();
  }
}

function inherited(env: Surroundings['env'], { clean, without }: ChildCommand) {
  return Object.fromEntries(
    Object.entries(env).filter(([name]) => {
      const upper = name.toUpperCase();
      return (!clean || needed.has(upper)) && !without.some((prefix) => upper.startsWith(prefix));
    }),
  );
}

function plain(value: string | SecretValue): string {
  return typeof value === 'string' ? value : value.reveal();
}

// Lines and quotes go through as they are; what no environment can hold is refused, and the value is not repeated.
function checked(name: string, value: string): string {
  if (value.includes('\0')) throw problem('child.value', { variable: name, says: 'it holds a NUL character' });
  if (Buffer.byteLength(value) > longestValue)
    throw problem('child.value', { variable: name, says: 'it is longer than an environment takes' });
  return value;
}

function folderFor(temporary: string): string {
  try {
    return mkdtempSync(join(temporary, privateFolder));
  } catch (error) {
    throw problem('child.file', { folder: temporary, code: codeOf(error) });
  }
}

// Only the account can enter the folder, and the files are made with their mode. Key files have to end in a line end.
function filesIn(folder: string | undefined, files: ChildCommand['files']): Record<string, string> {
  const paths: Record<string, string> = {};
  for (const [name, value] of Object.entries(files)) {
    if (folder === undefined) break;
    const path = join(folder, name.toLowerCase());
    const text = plain(value);
    try {
      writeFileSync(path, /\n.*[^\n]$/s.test(text) ? `${text}\n` : text, { mode: 0o600, flag: 'wx' });
    } catch (error) {
      throw problem('child.file', { folder, code: codeOf(error) });
    }
    paths[name] = path;
  }
  return paths;
}

function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? 'unknown';
}

function exitOf(exit: number | undefined, signal: string | undefined): number {
  return exit ?? 128 + (constants.signals[signal as NodeJS.Signals] ?? 0);
}

function cannotStart(command: string, code: string | undefined) {
  if (code === 'ENOENT' || code === 'ENOTDIR') return problem('child.not_found', { command });
  const says =
    code === 'EACCES'
      ? 'may not be run by this account, or is a folder'
      : code === 'E2BIG'
        ? 'was given more than the system takes'
        : `cannot be started (${code ?? 'unknown'})`;
  return problem('child.not_runnable', { command, says });
}
