import { problem } from '../kernel/problem.ts';
import type { Streams } from './streams.ts';

/**
 * Waits for a drawn question. Ctrl-C becomes `interrupted`; the end of standard input, which the library waits through
 * for ever, becomes `input.ended`.
 */
export async function untilAnswered<T>(
  { input, signals }: Streams,
  message: string,
  question: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const ended = new AbortController();
  let continued = false;
  const resume = () => {
    continued = true;
    setImmediate(() => input.resume());
  };
  // Readline pauses its input when it closes on Ctrl-D; it also does so when the program comes back from Ctrl-Z.
  const paused = () => {
    setImmediate(() => {
      if (!continued) ended.abort();
      continued = false;
    });
  };
  const end = () => ended.abort();
  input.on('pause', paused).on('end', end);
  signals.on('SIGCONT', resume);
  try {
    return await question(ended.signal);
  } catch (error) {
    if (ended.signal.aborted) throw problem('input.ended', { question: message });
    if (error instanceof Error && error.name === 'ExitPromptError') throw problem('interrupted', { signal: 'SIGINT' });
    throw error;
  } finally {
    input.off('pause', paused).off('end', end);
    signals.off('SIGCONT', resume);
  }
}
