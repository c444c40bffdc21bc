import { printable } from '../kernel/printable.ts';
import { wrap } from '../kernel/wrap.ts';
import type { DependentItem } from '../model/query.ts';
import { count, figure } from './count.ts';
import { type Paint, plain } from './paint.ts';
import { ago } from './relative-time.ts';

/** A connection that is about to be removed or replaced, with everything that uses it. */
interface ShownUse {
  readonly connection: string;
  readonly displayName: string;
  readonly type: string;
  readonly production: boolean;
  readonly exports: readonly DependentItem[];
  readonly enrichments: readonly DependentItem[];
  /** The moment at which it is looked at. */
  readonly now: string;
}

// More than a person reads before deciding; what is left out is counted.
const mostListed = 50;

/** What it is, how much it matters, and its dependents numbered: as a table, or in lines of their own where that is too wide. */
export function text(data: ShownUse, paint: Paint = plain, width = 80): string {
  const { connection, displayName, type, production, exports, enrichments } = data;
  const uses = [
    ...(exports.length > 0 ? [count(exports.length, 'export')] : []),
    ...(enrichments.length > 0 ? [count(enrichments.length, 'enrichment')] : []),
  ].join(' and ');
  const reasons = [...(production ? ['a production environment'] : []), ...(uses === '' ? [] : [`used by ${uses}`])];
  const called = printable(displayName === connection ? type : `${displayName}, ${type}`);
  const columns = Math.min(80, width);
  const [first = '', ...others] = wrap(reasons.join(', '), Math.max(20, columns - 10));
  const beside = printable(connection).length + called.length + 4 <= columns;
  const head = [
    `  ${paint.name(printable(connection))}${beside ? `  ${paint.dim(called)}` : ''}`,
    ...(beside ? [] : wrap(called, columns - 4).map((line) => `    ${paint.dim(line)}`)),
    ...(first === '' ? [] : [`  ${paint.warn('severe:')} ${first}`, ...others.map((line) => `          ${line}`)]),
  ]
    .map((line) => `${line}\n`)
    .join('');
  const tables = [
    { kind: 'EXPORT', items: exports, from: 1 },
    { kind: 'ENRICHMENT', items: enrichments, from: exports.length + 1 },
  ]
    .filter(({ items }) => items.length > 0)
    .map((it) => table(it, data.now, paint, width));
  return `\n${[head, ...(uses === '' ? ['  nothing uses it\n'] : tables)].join('\n')}\n`;
}

interface Uses {
  readonly kind: string;
  readonly items: readonly DependentItem[];
  /** The number of the first. */
  readonly from: number;
}

function table({ kind, items, from }: Uses, now: string, paint: Paint, width: number): string {
  const shown = items
    .slice(0, mostListed)
    .map((item, at) => [
      String(from + at),
      printable(item.name),
      item.status,
      printable(item.schedule),
      item.lastRun === null ? 'never' : `${ago(item.lastRun.at, now)}, ${printable(item.lastRun.result)}`,
      printable(item.createdBy),
    ]);
  const header = ['#', kind, 'STATUS', 'SCHEDULE', 'LAST RUN', 'BY'];
  const widths = header.map((title, at) => Math.max(title.length, ...shown.map((cells) => (cells[at] ?? '').length)));
  const row = (cells: readonly string[]) =>
    cells
      .map((cell, at) => cell.padEnd(widths[at] ?? 0))
      .join('  ')
      .trimEnd();
  const more = items.length - shown.length;
  const rest = more > 0 ? [`  and ${figure(more)} more`] : [];
  const wide = 2 + widths.reduce((sum, it) => sum + it + 2, -2) <= width;
  const lines = wide
    ? [`  ${paint.strong(paint.dim(row(header)))}`, ...shown.map((cells) => `  ${row(cells)}`)]
    : shown.flatMap((cells) => stacked(cells, widths[0] ?? 1, paint, width));
  return [...lines, ...rest].map((line) => `${line}\n`).join('');
}

function stacked(cells: readonly string[], first: number, paint: Paint, width: number): readonly string[] {
  const [at = '', name = '', status = '', schedule = '', lastRun = '', by = ''] = cells;
  const ran = lastRun === 'never' ? 'never ran' : `last ran ${lastRun}`;
  const about = [status, schedule, ran, `made by ${by}`].join(', ');
  const indent = ' '.repeat(first + 4);
  return [
    `  ${at.padEnd(first)}  ${paint.name(name)}`,
    ...wrap(about, Math.max(20, Math.min(80, width) - indent.length)).map((line) => indent + line),
  ];
}
