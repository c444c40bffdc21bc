import type { EventEmitter } from 'node:events';
import type { ReadStream, WriteStream } from 'node:tty';

/** The terminal that a person is asked on, and where the signals of the process are heard. */
export interface Streams {
  readonly input: ReadStream;
  /** Standard error, so that standard output stays data. */
  readonly output: WriteStream;
  readonly signals: EventEmitter;
  /** Stops the job until the shell goes on with it; nothing where shells have no jobs. */
  readonly stop: (() => void) | undefined;
}
