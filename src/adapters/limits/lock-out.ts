import { remembered } from './remembered.ts';

/** When an address is locked: after so many refused tokens, and for how long at first and at most. */
export interface LockOut {
  readonly after: number;
  readonly firstSeconds: number;
  readonly mostSeconds: number;
}

export const usualLockOut: LockOut = { after: 10, firstSeconds: 5, mostSeconds: 900 };

interface Refusals {
  readonly count: number;
  readonly last: number;
  readonly until: number;
}

export interface Locks {
  /** For how many more seconds an address is locked; 0 where it is not. */
  locked(address: string): number;
  /** Counts a token of this address that was refused. */
  refused(address: string): void;
}

/** Locks out an address that guesses, each time for twice as long, until it has been quiet for the longest time. */
export function createLocks({ after, firstSeconds, mostSeconds }: LockOut, nowMs: () => number, most: number): Locks {
  const known = remembered<Refusals>(most);
  return {
    locked: (address) => Math.max(0, Math.ceil(((known.get(address)?.until ?? 0) - nowMs()) / 1000)),
    refused(address) {
      const now = nowMs();
      const before = known.get(address);
      const quiet = before === undefined || now - Math.max(before.last, before.until) > mostSeconds * 1000;
      const count = quiet ? 1 : before.count + 1;
      const times = count - after;
      const seconds = times < 0 ? 0 : Math.min(mostSeconds, firstSeconds * 2 ** times);
      known.set(address, { count, last: now, until: now + seconds * 1000 });
    },
  };
}
