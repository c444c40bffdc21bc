import type { Ratio } from './ratio.ts';

/** One line of the table: what was compared with what, and how high its bar is. */
export interface Finding {
  readonly what: string;
  readonly against: string;
  readonly ratio: Ratio;
  /** The highest ratio that the design allows; nothing where it names none. */
  readonly bar?: number;
}

/** What could not be measured here, and why. */
export interface Left {
  readonly what: string;
  readonly left: string;
}

type Row = readonly [
  section: string,
  what: string,
  against: string,
  ratio: string,
  bar: string,
  verdict: string,
  n: string,
  spread: string,
];
const header: Row = ['SECTION', 'WHAT', 'AGAINST', 'RATIO', 'BAR', 'VERDICT', 'N', 'MIDDLE HALF'];
const figures = new Set([3, 4, 6]);

/** The table of all sections. */
export function table(sections: readonly (readonly [name: string, findings: readonly (Finding | Left)[]])[]): string {
  const rows = [header, ...sections.flatMap(([name, findings]) => findings.map((it) => rowOf(name, it)))];
  const widths = header.map((_, at) => Math.max(...rows.map((row) => row[at as 0].length)));
  const line = (row: Row) =>
    row
      .map((cell, at) => (figures.has(at) ? cell.padStart(widths[at] ?? 0) : cell.padEnd(widths[at] ?? 0)))
      .join('  ')
      .trimEnd();
  return rows.map((row) => `${line(row)}\n`).join('');
}

function rowOf(section: string, it: Finding | Left): Row {
  if ('left' in it) return [section, it.what, it.left, '-', '-', 'left out', '-', '-'];
  const { median, low, high, n } = it.ratio;
  const bar = it.bar === undefined ? '-' : it.bar.toFixed(2);
  const spread = `${low.toFixed(2)} to ${high.toFixed(2)}`;
  return [section, it.what, it.against, median.toFixed(2), bar, verdict(it), String(n), spread];
}

function verdict({ ratio, bar }: Finding): string {
  if (bar === undefined) return 'no bar';
  return ratio.median <= bar ? 'met' : 'missed';
}
