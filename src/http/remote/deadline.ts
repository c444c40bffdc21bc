import type { Clock } from '../../kernel/ports.ts';

/**
 * The time that a server has to answer: what is spent waiting for it since it last did, and not what a person takes to
 * answer. Whoever follows a server all day has as long for each answer as for the first.
 */
export interface Deadline {
  /** Milliseconds that are left. */
  left(): number;
  /** Counts the time that this takes; what runs side by side is counted once. */
  during<T>(work: () => Promise<T>): Promise<T>;
  /** Begins anew, because an answer came. */
  renew(): void;
}

export function createDeadline(clock: Clock, timeoutMs: number): Deadline {
  const now = () => Date.parse(clock());
  let [spent, running, since] = [0, 0, 0];
  // A clock that is set back takes no time away.
  const current = () => (running === 0 ? 0 : Math.max(0, now() - since));
  return {
    left: () => timeoutMs - spent - current(),
    async during(work) {
      if (running === 0) since = now();
      running += 1;
      try {
        return await work();
      } finally {
        if (running === 1) spent += current();
        running -= 1;
      }
    },
    renew() {
      [spent, since] = [0, now()];
    },
  };
}
