import { distance } from 'fastest-levenshtein';

/** The known word closest to a mistyped one, or nothing when none is near enough to be meant. */
export function nearest(word: string, known: Iterable<string>): string | undefined {
  const typed = word.toLowerCase();
  let best: string | undefined;
  let bestDistance = Math.max(2, Math.ceil(typed.length / 3)) + 1;
  for (const candidate of known) {
    const lower = candidate.toLowerCase();
    const begun = lower !== typed && lower.startsWith(typed) && typed.length > 1;
    const apart = begun ? 1 : distance(typed, lower);
    if (apart < bestDistance) [best, bestDistance] = [candidate, apart];
  }
  return best;
}
