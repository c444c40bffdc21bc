import { EventEmitter } from 'node:events';
import { isProblem } from '../../src/kernel/problem.ts';
import type { Prompter } from '../../src/kernel/prompter.ts';
import { createLineReader } from '../../src/terminal/line-reader.ts';
import { createPaint } from '../../src/terminal/paint.ts';
import { createPlainPrompter } from '../../src/terminal/plain-prompter.ts';
import { createPrompter } from '../../src/terminal/prompter.ts';
import type { Streams } from '../../src/terminal/streams.ts';
import { createScreen } from './screen.ts';

const choices = ['one', 'two', 'three'].map((label) => ({ value: label, label }));
const message = 'A question';
const questions = {
  text: (prompt: Prompter) =>
    prompt.text({ message, hint: 'a hint', judge: (it) => (it === 'no' ? 'not no' : undefined) }),
  secret: async (prompt: Prompter) => JSON.stringify((await prompt.secret({ message })).reveal()),
  confirm: (prompt: Prompter) => prompt.confirm({ message }),
  choose: (prompt: Prompter) => prompt.choose({ message, choices }),
  several: (prompt: Prompter) => prompt.several({ message, choices }),
  search: (prompt: Prompter) =>
    prompt.search({ message, find: async (typed) => choices.filter(({ label }) => label.includes(typed)) }),
};

export type Kind = keyof typeof questions;
export const kinds = Object.keys(questions) as Kind[];

/** Drawn, or line by line. */
export type Mode = 'drawn' | 'plain';

export interface AskedTerminal {
  /** Waits until the screen shows a text, so many times. */
  until(text: string, times?: number): Promise<string>;
  type(...typed: readonly string[]): void;
  signal(name: string): void;
  /** Ends the input, as a terminal does that is gone. */
  end(): void;
  /** `answered`, or the code of the problem that the last question ended with. */
  readonly ended: Promise<string>;
  screen(): string;
  raw(): string;
  /** Whether the terminal is set as it was found. */
  isAsItWas(): boolean;
}

/** Asks questions of these kinds in turn, on a terminal in this process, and writes each answer beneath. */
export function askAt(
  asked: readonly Kind[],
  mode: Mode = 'drawn',
  look: { ascii?: true; colours?: 0 | 1 } = {},
): AskedTerminal {
  const screen = createScreen(80, 24);
  const signals = new EventEmitter();
  let raw = '';
  let isRaw = false;
  let flows = false;
  const waiting: string[] = [];
  let onDrawn: () => void = () => undefined;

  const write = (text: string) => {
    raw += text;
    screen.write(text.replaceAll('\n', '\r\n'), () => onDrawn());
    return true;
  };
  const flow = () => {
    for (; flows && waiting.length > 0; ) input.emit('data', Buffer.from(waiting.shift() as string));
  };
  const input = Object.assign(new EventEmitter(), {
    isTTY: true,
    setRawMode(on: boolean) {
      isRaw = on;
    },
    resume() {
      flows = true;
      setImmediate(flow);
    },
    pause() {
      flows = false;
    },
  });
  const output = Object.assign(new EventEmitter(), { isTTY: true, write });
  const streams = { input, output, signals, stop: () => undefined } as unknown as Streams;

  /** What the kernel makes of keys while a program leaves lines to it. */
  function cooked(text: string): void {
    if (text === '\u0003') signals.emit('SIGINT');
    else if (text === '\u0004') input.emit('end');
    else {
      write(text.replaceAll('\r', '\n'));
      waiting.push(...(text.replaceAll('\r', '\n').match(/[^\n]*\n|[^\n]+$/g) ?? []));
    }
  }

  async function run(): Promise<string> {
    const prompt =
      mode === 'plain'
        ? createPlainPrompter(createLineReader(streams))
        : createPrompter(streams, {
            paint: await createPaint(look.colours ?? 0),
            columns: () => 80,
            rows: () => 24,
            unicode: look.ascii === undefined,
            sinking: true,
          });
    try {
      for (const kind of asked) write(`answer: ${await questions[kind](prompt)}\n`);
      return 'answered';
    } catch (error) {
      if (!isProblem(error)) throw error;
      return error.code;
    } finally {
      // What was written last is drawn before the end is told.
      await new Promise<void>((drawn) => screen.write('', drawn));
    }
  }

  return {
    until: (text, times = 1) =>
      new Promise((resolve) => {
        onDrawn = () => {
          if (screen.text().split(text).length > times) resolve(screen.text());
        };
        onDrawn();
      }),
    type(...typed) {
      for (const text of typed) {
        if (isRaw) waiting.push(text);
        else cooked(text);
      }
      flow();
    },
    signal: (name) => signals.emit(name),
    end: () => input.emit('end'),
    ended: run(),
    screen: () => screen.text(),
    raw: () => raw,
    isAsItWas: () =>
      !isRaw &&
      raw.lastIndexOf('\u001b[?2004l') >= raw.lastIndexOf('\u001b[?2004h') &&
      raw.lastIndexOf('\u001b[?25h') >= raw.lastIndexOf('\u001b[?25l') &&
      ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGTSTP', 'SIGCONT'].every((name) => signals.listenerCount(name) === 0),
  };
}
