import { withoutUnsafe } from '../kernel/printable.ts';
import { problem } from '../kernel/problem.ts';
import { hiddenLine } from './hidden-line.ts';
import { keysIn, withoutControls } from './keys.ts';
import { createQuiet } from './quiet.ts';
import type { Streams } from './streams.ts';
import { type End, untilAnswered } from './until-answered.ts';
import { words } from './words.ts';

/** What was read, or why it will not do. */
export type Read<T> = { readonly value: T } | { readonly says: string };

/** A terminal as lines: what is written goes out once, what is typed comes back a line at a time. */
export interface LineReader {
  write(text: string): void;
  /** The line that is typed after the prompt. `question` is named where nobody answers. */
  line(question: string, prompt: string): Promise<Read<string>>;
  /** The same, without showing what is typed; it may be pasted with all its lines. */
  hidden(question: string, prompt: string): Promise<Read<string>>;
}

const pauseMs = 30;
/** What a terminal keeps of a line in bytes; the rest is lost before anybody can read it. */
const longestLine = 4_095;

/**
 * Lines of standard input, prompted for on standard error. The terminal itself shows and edits what is typed, as screen
 * readers and editors that run programs expect; not one sequence is written.
 */
export function createLineReader(streams: Streams): LineReader {
  const { input, output, signals } = streams;

  /** What is typed or pasted until nothing more comes, without showing it. */
  async function everything(end: End): Promise<string> {
    const quiet = createQuiet();
    const chunks: Buffer[] = [];
    const hear = (bytes: Buffer | string) => {
      quiet.heard();
      chunks.push(Buffer.from(bytes));
    };
    input.setRawMode(true);
    input.on('data', hear).resume();
    await quiet.until(pauseMs);
    input.off('data', hear).pause();
    input.setRawMode(false);
    const came = Buffer.concat(chunks).toString();
    if (keysIn(came).typed.some((it) => 'key' in it && it.key === 'ctrl-c')) end(problem('interrupted', {}));
    return came;
  }

  function upToLineEnd(ended: AbortSignal): Promise<string> {
    return new Promise((resolve, reject) => {
      const chunks: Buffer[] = [];
      const settle = (how: () => void) => {
        input.off('data', hear).pause();
        how();
      };
      const hear = (bytes: Buffer | string) => {
        chunks.push(Buffer.from(bytes));
        if (bytes.includes('\n')) settle(() => resolve(Buffer.concat(chunks).toString()));
      };
      ended.addEventListener('abort', () => settle(() => reject(ended.reason)), { once: true });
      input.on('data', hear).resume();
    });
  }

  return {
    write: (text) => output.write(text),
    line: (question, prompt) =>
      untilAnswered(streams, question, async (ended, end) => {
        const again = () => output.write(prompt);
        // What was typed before the question is no answer to it.
        await everything(end);
        ended.throwIfAborted();
        // Whoever sees the prompt may stop the job, so that it is heard from then on.
        signals.on('SIGCONT', again);
        output.write(prompt);
        try {
          const came = await upToLineEnd(ended);
          const [line = '', ...behind] = `${came}${await everything(end)}`.split(/\r\n|\r|\n/);
          if (behind.some((it) => it !== '')) {
            if (behind.at(-1) !== '') output.write('\n');
            return { says: words.oneLineOnly };
          }
          if (Buffer.byteLength(line) >= longestLine) return { says: words.lineTooLong };
          return { value: withoutUnsafe(withoutControls(line).replaceAll('\t', ' ')) };
        } catch (error) {
          // What is said next begins a line of its own.
          output.write('\n');
          throw error;
        } finally {
          signals.off('SIGCONT', again);
        }
      }),
    hidden: async (question, prompt) => {
      const value = await hiddenLine(streams, question, prompt);
      const lines = value.split('\n').length;
      if (lines > 1) output.write(`${words.linesKept(lines)}\n`);
      return { value };
    },
  };
}
