/** A source of chance that a seed repeats exactly. */
export interface Random {
  readonly seed: number;
  /** A whole number from 0 to `below - 1`. */
  below(below: number): number;
  chance(of: number): boolean;
  pick<T>(items: readonly T[]): T;
}

/** Mulberry32: 32 bits of state are plenty for choosing what to break. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (limit: number) => Math.floor(next() * limit);
  return {
    seed,
    below,
    chance: (of) => next() < of,
    pick: <T>(items: readonly T[]) => items[below(items.length)] as T,
  };
}

/** The seed of a suite: its own, `CINCH_SEED=N` to repeat a run, or `CINCH_SEED=any` for one that was never tried. */
export function seedOf(usual: number): number {
  const given = process.env.CINCH_SEED;
  if (given === undefined || given === '') return usual;
  return given === 'any' ? Math.floor(Math.random() * 2 ** 31) : Number(given);
}

/** How many times a suite tries: its usual number, or that many times more with `CINCH_TIMES=N`. */
export function timesOf(usual: number): number {
  return usual * Number(process.env.CINCH_TIMES ?? 1);
}

/** What a failure has to say besides: how to see it again. */
export function again(seed: number): string {
  return `(seed ${seed}; again with CINCH_SEED=${seed})`;
}
