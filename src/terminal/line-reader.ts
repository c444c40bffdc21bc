import { problem } from '../kernel/problem.ts';
import type { Streams } from './streams.ts';

/** A terminal as lines: what is written goes out once, what is typed comes back a line at a time. */
export interface LineReader {
  write(text: string): void;
  /** The line that is typed after the prompt. `question` is named where nobody answers. */
  line(question: string, prompt: string): Promise<string>;
  /** The same, without showing what is typed. */
  hidden(question: string, prompt: string): Promise<string>;
}

const interrupt = '\u0003';
const endOfInput = '\u0004';

/** Lines of standard input, prompted for on standard error. The terminal itself shows and edits what is typed. */
export function createLineReader({ input, output, signals }: Streams): LineReader {
  let pending = '';

  /** Reads until `taken` has an answer in what came so far. Raw keeps the terminal from showing it. */
  function read(question: string, raw: boolean, taken: (came: string) => string | undefined): Promise<string> {
    return new Promise((resolve, reject) => {
      const interrupted = () => finish(() => reject(problem('interrupted', { signal: 'SIGINT' })));
      const ended = () => finish(() => reject(problem('input.ended', { question })));
      const hear = (bytes: Buffer | string) => {
        pending += bytes.toString();
        if (raw && pending.includes(interrupt)) return interrupted();
        if (raw && pending.startsWith(endOfInput)) return ended();
        const answer = taken(pending);
        if (answer !== undefined) finish(() => resolve(answer));
      };
      const finish = (settle: () => void) => {
        input.off('data', hear).off('end', ended).pause();
        signals.off('SIGINT', interrupted);
        if (raw) input.setRawMode(false);
        settle();
      };
      if (raw) input.setRawMode(true);
      signals.on('SIGINT', interrupted);
      input.on('data', hear).on('end', ended).resume();
      hear('');
    });
  }

  const upToLineEnd = (came: string): string | undefined => {
    const end = came.search(/[\r\n]/);
    if (end < 0) return undefined;
    pending = came.slice(end + (came.startsWith('\r\n', end) ? 2 : 1));
    return came.slice(0, end);
  };

  return {
    write: (text) => output.write(text),
    line(question, prompt) {
      output.write(prompt);
      return read(question, false, upToLineEnd);
    },
    async hidden(question, prompt) {
      output.write(prompt);
      try {
        return withoutTakenBack(await read(question, true, upToLineEnd));
      } finally {
        output.write('\n');
      }
    },
  };
}

// Nothing shows or edits the line here, so what was taken back with Backspace is taken back afterwards.
function withoutTakenBack(typed: string): string {
  const kept: string[] = [];
  for (const letter of typed) {
    if (letter === '\u007f' || letter === '\b') kept.pop();
    else kept.push(letter);
  }
  return kept.join('');
}
