import { isProblem, problem } from '../../kernel/problem.ts';

// Primary result codes of SQLite; node:sqlite gives the extended one, whose low byte is the primary.
const permission = 3;
const busy = 5;
const locked = 6;
const readOnly = 8;
const ioError = 10;
const corrupt = 11;
const full = 13;
const cannotOpen = 14;
const tooBig = 18;
const protocol = 15;
const constraint = 19;
const notADatabase = 26;

/** Whether another connection holds what was wanted. */
export function isBusy(error: unknown): boolean {
  return ((error as { errcode?: number } | null)?.errcode ?? 0) % 256 === busy;
}

/** What SQLite reported, as a problem that says what it means for the person; anything unknown is passed on. */
export function translated(error: unknown, place: string, seconds: number): unknown {
  if (isProblem(error) || typeof error !== 'object' || error === null) return error;
  const { errcode, code, message = '' } = error as { errcode?: number; code?: string; message?: string };
  // A number that no cinch ever wrote.
  if (code === 'ERR_OUT_OF_RANGE')
    return problem('store.damaged', { path: place, what: 'it holds a number out of all range' });
  if (errcode === undefined) return error;
  switch (errcode & 0xff) {
    case busy:
    case locked:
    // The lock of the journal could not be had among many that open it at once.
    case protocol:
      return problem('store.busy', { path: place, seconds });
    case readOnly:
      return problem('store.read_only', { path: place });
    case full:
      return problem('store.full', { path: place });
    case corrupt:
      return problem('store.damaged', { path: place, what: 'its structure does not hold together' });
    case notADatabase:
      return problem('store.damaged', { path: place, what: 'it is not a store' });
    case ioError:
      return /short read/i.test(message) || errcode === ioError + (2 << 8)
        ? problem('store.damaged', { path: place, what: 'it ends in the middle' })
        : problem('store.unreachable', { path: place, says: 'could not be read or written by the disk' });
    case permission:
    case cannotOpen:
      return problem('store.unreachable', { path: place, says: 'cannot be opened' });
    case constraint:
      return Object.assign(new Error(message), { code: 'store.unique' });
    case tooBig:
      return problem('input.too_large', {});
    // A flipped bit in the schema page shows as a table or column that is not there.
    case 1:
      return problem('store.damaged', { path: place, what: 'it does not have the tables of a store' });
    default:
      return problem('store.damaged', { path: place, what: 'the database engine refused it' });
  }
}
