import type { EventEmitter } from 'node:events';
import { type Problem, problem } from '../kernel/problem.ts';
import { createQuiet } from './quiet.ts';
import type { Streams } from './streams.ts';

const endings = {
  SIGINT: () => problem('interrupted', {}),
  SIGTERM: () => problem('terminated', {}),
  SIGHUP: () => problem('hung_up', {}),
} as const;
// The kernel tells of a terminal that is gone by a signal and by the end of the input, in no certain order.
const signalMs = 50;

/** Ends a question from outside: its promise is then rejected with this. */
export type End = (why: unknown) => void;

/**
 * Runs a question until it is answered or ended: by a signal, by the end of the terminal, or by `end`. Whatever ended it,
 * it has given the terminal back before this settles.
 */
export async function untilAnswered<T>(
  { input, output, signals }: Streams,
  message: string,
  question: (ended: AbortSignal, end: End) => Promise<T>,
): Promise<T> {
  const ended = new AbortController();
  const end: End = (why) => ended.abort(why);
  const heard = Object.entries(endings).map(([signal, why]) => [signal, () => end(why())] as const);
  const atEnd = async () => {
    await createQuiet().until(signalMs);
    end(inputEnded(message));
  };
  for (const [signal, hear] of heard) signals.on(signal, hear);
  input.on('end', atEnd).on('error', atEnd);
  withstand(input, output);
  try {
    const answer = await question(ended.signal, end);
    ended.signal.throwIfAborted();
    return answer;
  } catch (error) {
    throw ended.signal.aborted ? ended.signal.reason : error;
  } finally {
    for (const [signal, hear] of heard) signals.off(signal, hear);
    input.off('end', atEnd).off('error', atEnd);
  }
}

/** Nobody is there to answer. */
export function inputEnded(question: string): Problem {
  return problem('input.ended', { question });
}

// A terminal that is gone fails once more after the question, when there is nobody left to tell.
function withstand(...streams: readonly EventEmitter[]): void {
  for (const stream of streams) if (!stream.listeners('error').includes(nothing)) stream.on('error', nothing);
}

const nothing = () => undefined;
