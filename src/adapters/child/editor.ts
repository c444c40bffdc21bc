import type { EventEmitter } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { isProblem, problem } from '../../kernel/problem.ts';
import { shellWords } from '../../kernel/shell-words.ts';
import { readText } from '../system/read-text.ts';

interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: string;
  readonly signals: EventEmitter;
  /** Where the file's folder is made; the platform's own place unless told. */
  readonly temporary?: string;
  /** Ends this process as a signal does. */
  readonly end: (signal: NodeJS.Signals) => void;
}

/**
 * Opens a text in the person's editor and answers what they left; nothing where they left no file. It lies in a folder
 * that only they can enter, and is gone afterwards however the editor ended.
 */
export async function editText(text: string, surroundings: Surroundings): Promise<string> {
  const { env, platform, signals, end, temporary = tmpdir() } = surroundings;
  const command = editorOf(env, platform);
  const folder = folderFor(temporary, command);
  const path = join(folder, 'definition.yaml');
  let ended: NodeJS.Signals | undefined;
  try {
    writeFileSync(path, text, { mode: 0o600, flag: 'wx' });
    const [program, ...args] = wordsOf(command, platform);
    // Drawn on standard error, like every question, so that standard output stays data. It gets none of our own secrets.
    const editor = execa(program, [...args, path], {
      stdio: ['inherit', 2, 2],
      reject: false,
      extendEnv: false,
      env: Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('CINCH_'))),
    });
    const stop = (signal: NodeJS.Signals) => {
      ended = signal;
      editor.kill(signal);
    };
    // The terminal sends Ctrl-C to both, and it is meant for the editor.
    const ignore = () => undefined;
    signals.on('SIGINT', ignore).on('SIGTERM', stop).on('SIGHUP', stop);
    const { exitCode, signal, code } = await editor.finally(() =>
      signals.off('SIGINT', ignore).off('SIGTERM', stop).off('SIGHUP', stop),
    );
    if (ended === undefined && exitCode !== 0)
      throw problem('editor.failed', { command, says: sayEnd(exitCode, signal, code) });
    return textAt(path, command);
  } finally {
    rmSync(folder, { recursive: true, force: true });
    if (ended !== undefined) end(ended);
  }
}

function editorOf(env: Surroundings['env'], platform: string): string {
  const chosen = [env.VISUAL, env.EDITOR].find((it) => it !== undefined && it.trim() !== '');
  return chosen ?? (platform === 'win32' ? 'notepad' : 'vi');
}

// Never through a shell: the words are an argument list.
function wordsOf(command: string, platform: string): readonly [string, ...string[]] {
  const words = shellWords(command, platform === 'win32' ? 'stays' : 'escapes');
  const [program, ...args] = words ?? [];
  if (program === undefined || program === '')
    throw problem('editor.failed', { command, says: 'is no command: a quote in it is not closed' });
  return [program, ...args];
}

function sayEnd(exit: number | undefined, signal: string | undefined, code: string | undefined): string {
  if (exit !== undefined) return `ended with ${exit}`;
  if (signal !== undefined) return `was ended by ${signal}`;
  if (code === 'ENOENT') return 'is not there';
  return code === 'EACCES' ? 'cannot be run' : `cannot be started (${code ?? 'unknown'})`;
}

function folderFor(temporary: string, command: string): string {
  try {
    return mkdtempSync(join(temporary, 'cinch-edit-'));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw problem('editor.failed', { command, says: `was not opened: ${temporary} cannot be written (${code})` });
  }
}

function textAt(path: string, command: string): string {
  if (!existsSync(path)) return '';
  try {
    return readText(path);
  } catch (error) {
    if (!isProblem(error)) throw error;
    throw problem('editor.failed', { command, says: 'left a file that is no text' });
  }
}
