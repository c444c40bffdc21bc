import { problem } from '../kernel/problem.ts';
import type { Question } from '../kernel/prompter.ts';
import type { Takes } from './burst.ts';
import { createCanvas } from './canvas.ts';
import { createKeyboard } from './keyboard.ts';
import { type PromptScreen, symbolsOf } from './prompt-theme.ts';
import { takeTerminal } from './raw-terminal.ts';
import type { Streams } from './streams.ts';
import { type End, inputEnded, untilAnswered } from './until-answered.ts';
import { words } from './words.ts';

/** Where the library finds its question: keys that were judged, a canvas that fits, and the end from outside. */
export interface Place {
  readonly input: NodeJS.ReadableStream;
  readonly output: NodeJS.WritableStream;
  readonly signal: AbortSignal;
}

/** What keys mean to a question. */
export interface Ways {
  readonly takes: Takes;
  readonly ready?: () => Promise<void>;
  readonly tab?: () => boolean;
}

/** Draws one question with the library, and guards it: what reaches it, what it draws, and how it ends. */
export function drawQuestion<T>(
  streams: Streams,
  screen: PromptScreen,
  { message, hint }: Question,
  ways: Ways,
  ask: (place: Place, end: End) => Promise<T>,
): Promise<T> {
  const { done, pointer, fault, ellipsis } = symbolsOf(screen.unicode);
  return untilAnswered(streams, message, async (ended, end) => {
    const canvas = createCanvas({
      write: (text) => streams.output.write(text),
      columns: screen.columns,
      rows: screen.rows,
      sinking: screen.sinking,
      marks: { hints: hint === undefined ? 0 : 1, done, pointer, fault, ellipsis },
    });
    const keyboard = createKeyboard({
      ...ways,
      note: (text) => canvas.note(text === undefined ? undefined : screen.paint.warn(`${fault} ${text}`)),
      kept: (lines) => canvas.note(screen.paint.dim(words.linesKept(lines))),
      interrupted: () => end(problem('interrupted', {})),
      suspended: () => terminal.suspend(),
      ended: () => end(inputEnded(message)),
      failed: end,
    });
    const terminal = takeTerminal(streams, {
      hear: keyboard.hear,
      bracketed: true,
      stopping: canvas.stepAside,
      goingOn: canvas.again,
    });
    streams.output.on('resize', canvas.refit);
    try {
      await keyboard.settle();
      ended.throwIfAborted();
      return await ask({ input: keyboard.input, output: canvas.stream, signal: ended }, end);
    } finally {
      streams.output.off('resize', canvas.refit);
      canvas.leave();
      terminal.giveBack();
    }
  });
}
