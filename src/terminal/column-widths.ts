/** What a column allows when a table is wider than the terminal. */
export interface Shrinkable {
  /** Whether it may be shortened, and when: 1 first, then 2. Columns of one number are shortened widest first. */
  readonly shrink?: number;
}

/** How far columns are shortened: first all of them to where they still read well, then the others to where they say something. */
const floors = [
  // The first column is the name that people type back, so it keeps more.
  { first: 32, other: 14 },
  { first: 32, other: 8 },
] as const;
type Floor = (typeof floors)[number];

/**
 * The widths that fit `available` columns, given the natural ones and `gap` columns between each two.
 * Shortens what may be shortened, then leaves out columns from the right: the answer may be shorter than the question.
 * The first column always stays, shortened as far as it takes.
 */
export function columnWidths(
  columns: readonly Shrinkable[],
  natural: readonly number[],
  available: number,
  gap: number,
): readonly number[] {
  for (let count = natural.length; count > 1; count -= 1) {
    const widths = natural.slice(0, count);
    const over = shorten(columns, widths, total(widths, gap) - available);
    if (over <= 0) return widths;
  }
  return natural.slice(0, 1).map((width) => Math.max(1, Math.min(width, available)));
}

/** Takes `over` columns away from `widths`, in place, and returns what could not be taken. */
function shorten(columns: readonly Shrinkable[], widths: number[], over: number): number {
  const steps = [...new Set(columns.flatMap((column) => column.shrink ?? []))].sort((a, b) => a - b);
  let left = over;
  for (const floor of floors) {
    for (const step of steps) {
      for (let widest = widestOf(columns, widths, step, floor); left > 0 && widest !== undefined; left -= 1) {
        (widths[widest] as number) -= 1;
        widest = widestOf(columns, widths, step, floor);
      }
    }
  }
  return left;
}

/** The widest column of one step that is above its floor. */
function widestOf(columns: readonly Shrinkable[], widths: readonly number[], step: number, floor: Floor) {
  let widest: number | undefined;
  for (const [at, width] of widths.entries()) {
    if (columns[at]?.shrink !== step || width <= (at === 0 ? floor.first : floor.other)) continue;
    if (widest === undefined || width > (widths[widest] as number)) widest = at;
  }
  return widest;
}

function total(widths: readonly number[], gap: number): number {
  return widths.reduce((sum, width) => sum + width, 0) + gap * (widths.length - 1);
}
