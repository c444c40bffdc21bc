import type { LongWork, Progress } from '../kernel/progress.ts';

/** How progress is shown: as a line that is drawn over and goes, as one line that stays, or not at all. */
export type Showing = 'drawn' | 'once' | 'nothing';

interface ProgressParts {
  /** Writes to the terminal. What goes there besides takes the line away first, with `erase`. */
  readonly write: (text: string) => void;
  readonly nowMs: () => number;
  /** Calls back again and again until it is stopped. */
  readonly every: (ms: number, tick: () => void) => () => void;
  /** Asked when there is something to show, because looking at a terminal costs. */
  readonly showing: () => Showing;
  readonly columns: () => number;
  /** What to say: with no seconds and no number, that it goes on. */
  readonly words: (work: LongWork, seconds: number, done?: number, total?: number) => string;
}

/** Progress that stands on a terminal. */
export interface ShownProgress extends Progress {
  /** Takes the line away, and waits for a second again. */
  erase(): void;
}

const worthItMs = 1000;
const redrawMs = 100;
// A database engine copies or checks some 150 MB a second.
const longBytes = 150_000_000;
const fresh = '\r\u001b[K';

/**
 * One line about work that takes over a second. Long work mostly leaves no room for a timer, so what is told is what
 * looks at the clock.
 */
export function createProgress(parts: ProgressParts): ShownProgress {
  const { write, nowMs, every, showing, columns, words } = parts;
  let sinceMs: number | undefined;
  let drawnMs = 0;
  let steppedMs = Number.NEGATIVE_INFINITY;
  let stands = false;
  let said = false;
  const waits = new Set<{ readonly work: LongWork }>();
  // That a server is waited for says least.
  const told = () => [...waits].find(({ work }) => work !== 'server') ?? [...waits][0];

  function show(work: LongWork, now: number, done?: number, total?: number): void {
    drawnMs = now;
    const how = showing();
    if (how === 'drawn') {
      const text = words(work, Math.floor((now - (sinceMs ?? now)) / 1000), done, total);
      // Short of the last column, where a terminal would begin another line. The words are ASCII, so letters are columns.
      write(`${fresh}${text.slice(0, columns() - 1)}`);
      stands = true;
      return;
    }
    said = true;
    if (how === 'once') write(`${words(work, 0)}\n`);
  }

  function tell(work: LongWork, now: number, done?: number, total?: number): void {
    sinceMs ??= now;
    if (!said && now - sinceMs >= worthItMs && now - drawnMs >= redrawMs) show(work, now, done, total);
  }

  return {
    step(work, done, total) {
      steppedMs = nowMs();
      tell(work, steppedMs, done, total);
    },
    alone(work, bytes) {
      const now = nowMs();
      sinceMs ??= now;
      if (!said && (bytes >= longBytes || now - sinceMs >= worthItMs)) show(work, now);
    },
    async during(work, wait) {
      const mine = { work };
      waits.add(mine);
      // Of waits at once one is told, and steps that go on say more.
      const tick = () => {
        const now = nowMs();
        if (told() === mine && now - steppedMs >= worthItMs) tell(work, now);
      };
      tick();
      const stop = every(redrawMs, tick);
      try {
        return await wait;
      } finally {
        waits.delete(mine);
        stop();
      }
    },
    erase() {
      if (stands) write(fresh);
      stands = false;
      said = false;
      sinceMs = undefined;
    },
  };
}
