import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach } from '@jest/globals';
import { type IPty, spawn } from '@lydell/node-pty';
import { shellWord } from '../../src/kernel/shell-word.ts';
import { createScreen, type Screen } from './screen.ts';

const launcher = fileURLToPath(new URL('../../bin/cinch.js', import.meta.url));

export const keys = {
  enter: '\r',
  down: '\u001b[B',
  up: '\u001b[A',
  space: ' ',
  tab: '\t',
  ctrlC: '\u0003',
  ctrlD: '\u0004',
  ctrlU: '\u0015',
  ctrlZ: '\u001a',
  backspace: '\u007f',
} as const;

/** What a terminal sends for a paste, once it was asked to tell it from typing. */
export function pasted(text: string): string {
  return `\u001b[200~${text.replaceAll('\n', '\r')}\u001b[201~`;
}

export interface Terminal {
  /**
   * Waits until the screen shows a text, so many times, and answers the screen; where rows end does not matter. Fails, with
   * what it shows, when the program ends first.
   */
  until(text: string, times?: number): Promise<string>;
  /** The same, until the picture that shows it is drawn whole, after so many bytes (see `raw`); answers the window. */
  drawn(text: string, since?: number): Promise<readonly string[]>;
  /** Types. Each key waits for nothing: say first what the screen has to show. */
  type(...typed: readonly string[]): void;
  /** Waits for the end of the program and answers its exit code. */
  readonly ended: Promise<number>;
  /** What stands on the screen now, trailing spaces left out. */
  screen(): string;
  /** The rows of the window, without what scrolled off it. */
  window(): readonly string[];
  /** Where the next letter goes. */
  cursor(): { readonly row: number; readonly column: number };
  /** Every byte that was written so far. */
  raw(): string;
  resize(columns: number, rows: number): void;
  kill(signal: string): void;
  /** Closes the window. */
  hangUp(): void;
}

export interface TerminalOptions {
  readonly home: string;
  readonly columns?: number;
  readonly rows?: number;
  /** What is `undefined` is not set. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** A shell line in place of the program alone; `cinch` is the program in it. */
  readonly shell?: string;
}

// Longer than any answer takes on a busy machine, and shorter than a test may take: what is shown then tells why.
const longestWaitMs = 30_000;
const running = new Set<IPty>();
afterEach(() => {
  for (const child of running) child.kill('SIGKILL');
});

/** Starts the program in a real pseudo-terminal, as a person sits before it. */
export function openTerminal(argv: readonly string[], options: TerminalOptions): Terminal {
  const { home, columns = 80, rows = 24, env = {}, shell } = options;
  const cinch = `cinch() { ${shellWord(process.execPath)} ${shellWord(launcher)} "$@"; }`;
  const start =
    shell === undefined ? [process.execPath, launcher, ...argv] : ['/bin/bash', '--norc', '-c', `${cinch}; ${shell}`];
  const screen: Screen = createScreen(columns, rows);
  let raw = '';
  // What of it the screen has taken in: a picture that came in two pieces is whole only after the second.
  let shown = '';
  let exit: number | undefined;
  let look: () => void = () => undefined;
  const child = spawn(start[0] as string, start.slice(1), {
    cols: columns,
    rows,
    cwd: home,
    env: withoutUnset({
      PATH: process.env.PATH ?? '',
      HOME: home,
      CINCH_HOME: home,
      CINCH_KEY_FILE: join(home, 'key'),
      TERM: 'xterm-256color',
      LANG: 'C.UTF-8',
      NODE_COMPILE_CACHE: join(tmpdir(), 'cinch-test-cache'),
      ...env,
    }),
  });
  running.add(child);
  child.onData((text) => {
    raw += text;
    const written = raw;
    screen.write(text, () => {
      shown = written;
      look();
    });
  });
  const ended = new Promise<number>((resolve) => {
    child.onExit(({ exitCode, signal }) => {
      running.delete(child);
      // What was written last is drawn before the end is told.
      screen.write('', () => {
        exit = signal === undefined || signal === 0 ? exitCode : 128 + signal;
        look();
        resolve(exit);
      });
    });
  });
  const until = (text: string, times = 1, whole = () => true) =>
    new Promise<string>((resolve, reject) => {
      const settle = (finish: () => void) => {
        clearTimeout(waited);
        look = () => undefined;
        finish();
      };
      const fail = (why: string) => settle(() => reject(new Error(`${why} before "${text}":\n${screen.text()}`)));
      const waited = setTimeout(() => fail('nothing more came'), longestWaitMs);
      look = () => {
        const picture = screen.text();
        if (whole() && withoutSpaces(picture).split(withoutSpaces(text)).length > times) settle(() => resolve(picture));
        else if (exit !== undefined) fail(`ended with ${exit}`);
      };
      look();
    });
  return {
    until,
    // What shows or hides the cursor is the end of every picture, and a colon of every prompt line by line.
    drawn: (text, since = 0) =>
      until(text, 1, () => shown.length > since && /(?:\u001b\[\?25[hl]|: )$/.test(shown)).then(() => screen.window()),
    type(...typed) {
      for (const text of typed) child.write(text);
    },
    ended,
    screen: () => screen.text(),
    window: () => screen.window(),
    cursor: () => screen.cursor(),
    raw: () => raw,
    resize(wide, high) {
      screen.resize(wide, high);
      child.resize(wide, high);
    },
    kill: (signal) => child.kill(signal),
    // The type leaves out what every terminal has.
    hangUp: () => (child as unknown as { destroy(): void }).destroy(),
  };
}

function withoutSpaces(text: string): string {
  return text.replace(/\s/g, '');
}

function withoutUnset(env: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}
