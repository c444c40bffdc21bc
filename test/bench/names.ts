const places =
  'Amsterdam Bergen Cairo Delft Enschede Faro Gouda Hoorn Izmir Jena Kiel Leiden Mechelen Nantes Oslo'.split(' ');
const purposes = 'retail loyalty newsletter winback partner nightly seasonal preview survey outlet'.split(' ');

/** So many display names, all different, in no order, the same for the same seed. */
export function* displayNames(seed: number, count: number): Generator<string, string> {
  const dice = diceOf(seed);
  const pick = (from: readonly string[]) => from[Math.floor(dice() * from.length)] as string;
  for (let at = 0; at < count; at += 1) yield `${pick(places)} ${pick(purposes)} ${at + 1}`;
  return '';
}

/** Numbers from 0 to 1 that look thrown (mulberry32). */
function diceOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
