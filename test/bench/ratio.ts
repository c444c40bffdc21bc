/** How many times as much one thing takes as another: the median over the turns, and the quartiles beside it. */
export interface Ratio {
  readonly median: number;
  readonly low: number;
  readonly high: number;
  readonly n: number;
}

/** Does something once and says how much it took. It is told which turn this is, from 0 on. */
export type Measure = (turn: number) => number | Promise<number>;

export const warmUps = 2;

/**
 * Measures two things in turn, A B A B, and compares each pair: whatever slows the machine down for a while slows both.
 * The first turns warm caches up and do not count.
 */
export async function inTurn(n: number, one: Measure, other: Measure): Promise<Ratio> {
  const ratios: number[] = [];
  for (let turn = 0; turn < n + warmUps; turn += 1) {
    const ratio = (await one(turn)) / (await other(turn));
    if (turn >= warmUps) ratios.push(ratio);
  }
  return ratioOf(ratios);
}

export function ratioOf(ratios: readonly number[]): Ratio {
  const sorted = [...ratios].sort((a, b) => a - b);
  return { median: at(sorted, 0.5), low: at(sorted, 0.25), high: at(sorted, 0.75), n: sorted.length };
}

/** A quantile of sorted values, between two of them where it falls between. */
function at(sorted: readonly number[], part: number): number {
  const place = part * (sorted.length - 1);
  const [below, above] = [sorted[Math.floor(place)] ?? Number.NaN, sorted[Math.ceil(place)] ?? Number.NaN];
  return below + (above - below) * (place % 1);
}
