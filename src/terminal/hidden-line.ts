import { problem } from '../kernel/problem.ts';
import { createKeyboard, lineEndInside } from './keyboard.ts';
import { takeTerminal } from './raw-terminal.ts';
import type { Streams } from './streams.ts';
import { inputEnded, untilAnswered } from './until-answered.ts';

/** Reads text that is not shown while it is typed, with all its lines where it was pasted. Writes not one sequence. */
export function hiddenLine(streams: Streams, question: string, prompt: string): Promise<string> {
  const { output } = streams;
  return untilAnswered(streams, question, async (ended, end) => {
    const keyboard = createKeyboard({
      takes: 'hidden',
      note: (text) => text !== undefined && output.write(`\nerror: ${text}\n${prompt}`),
      interrupted: () => end(problem('interrupted', {})),
      suspended: () => terminal.suspend(),
      ended: () => end(inputEnded(question)),
      failed: end,
    });
    const terminal = takeTerminal(streams, {
      hear: keyboard.hear,
      bracketed: false,
      stopping: () => output.write('\n'),
      goingOn: () => output.write(prompt),
    });
    try {
      await keyboard.settle();
      output.write(prompt);
      return await entered(keyboard.input, ended);
    } finally {
      output.write('\n');
      terminal.giveBack();
    }
  });
}

// Nobody sees the line, so Backspace and Ctrl-U are all there is to correct it with.
function entered(input: NodeJS.ReadableStream, ended: AbortSignal): Promise<string> {
  return new Promise((resolve, reject) => {
    let letters: string[] = [];
    ended.addEventListener('abort', () => reject(ended.reason), { once: true });
    if (ended.aborted) reject(ended.reason);
    input.on('keypress', (text: string | undefined, { name, ctrl }: { name?: string; ctrl?: true }) => {
      if (name === 'return') resolve(letters.join('').replaceAll(lineEndInside, '\n'));
      else if (name === 'backspace') letters = letters.slice(0, -1);
      else if (ctrl === true && name === 'u') letters = [];
      // Pausing it says that Ctrl-D found nothing typed.
      else if (ctrl === true && name === 'd') letters.length === 0 && input.pause();
      else if (text !== undefined) letters = [...letters, ...text];
    });
  });
}
