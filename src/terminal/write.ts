import { fstatSync, writeSync } from 'node:fs';
import { problem } from '../kernel/problem.ts';

/** Writes text to one file descriptor, wholly, before it returns. */
export interface Writer {
  /** Throws `output.closed` when the text cannot be written; a reader that went away is no error. */
  write(text: string): void;
  /** Whether the reader went away: what is written from then on is dropped. */
  readonly closed: boolean;
}

const longestWaitMs = 32;
// A socket pair, which is what Node gives its children, answers ECONNRESET where a pipe answers EPIPE.
const gone = ['EPIPE', 'ECONNRESET'];

/**
 * A writer around `fs.writeSync`. `process.stdout` costs 3 ms to touch and loses what a pipe has not taken
 * when the process exits; this waits for the reader instead.
 */
export function createWriter(fd: number): Writer {
  let closed = false;
  return {
    get closed() {
      return closed;
    },
    write(text) {
      const bytes = Buffer.from(text);
      let waitMs = 1;
      for (let at = 0; at < bytes.length && !closed; ) {
        try {
          at += writeSync(fd, bytes, at);
          waitMs = 1;
        } catch (error) {
          const { code = 'unknown' } = error as NodeJS.ErrnoException;
          if (gone.includes(code) || (code === 'EIO' && isDevice(fd))) closed = true;
          else if (code === 'EAGAIN') waitMs = pause(waitMs);
          else throw problem('output.closed', { says: reasons[code] ?? `cannot be written (${code})` });
        }
      }
    },
  };
}

// A terminal that was closed answers EIO, as a disk does that is damaged; only the first is nobody's loss.
function isDevice(fd: number): boolean {
  return fstatSync(fd).isCharacterDevice();
}

const reasons: { readonly [code: string]: string } = {
  ENOSPC: 'has no room left: the disk is full (ENOSPC)',
  EDQUOT: 'has no room left: your quota is used up (EDQUOT)',
  EFBIG: 'has reached the largest size a file may have here (EFBIG)',
  EBADF: 'is not open for writing (EBADF)',
};

/** Sleeps, and says how long to sleep the next time. */
function pause(waitMs: number): number {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, waitMs);
  return Math.min(waitMs * 2, longestWaitMs);
}
