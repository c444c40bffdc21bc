import { printable } from '../kernel/printable.ts';
import type { ConnectionDependents, DependentItem } from '../model/query.ts';
import { broken } from './block.ts';
import type { Column } from './column.ts';
import { count } from './count.ts';
import { type Paint, plain } from './paint.ts';
import { ago } from './relative-time.ts';

/** One line of the table: an export or enrichment with the word for what it is. */
interface DependentRow extends DependentItem {
  readonly kind: 'export' | 'enrichment';
}

export const empty = 'Nothing uses it';

export const columns: readonly Column<DependentRow>[] = [
  { key: 'name', header: 'NAME', value: (row) => row.name, shrink: 3 },
  { key: 'kind', header: 'KIND', value: (row) => row.kind },
  { key: 'status', header: 'STATUS', value: (row) => row.status },
  { key: 'schedule', header: 'SCHEDULE', value: (row) => row.schedule, shrink: 1 },
  {
    key: 'lastRun',
    header: 'LAST RUN',
    value: ({ lastRun }) => (lastRun === null ? '' : `${lastRun.at} ${lastRun.result}`),
    brief: ({ lastRun }, now) => (lastRun === null ? 'never' : `${ago(lastRun.at, now)}, ${lastRun.result}`),
    shrink: 1,
  },
  { key: 'createdBy', header: 'CREATED BY', value: (row) => row.createdBy, shrink: 1 },
  { key: 'displayName', header: 'DISPLAY NAME', value: (row) => row.displayName, wide: true, shrink: 2 },
  { key: 'createdAt', header: 'CREATED', value: (row) => row.createdAt, wide: true },
];

/** The items of the table, exports first. */
export function rows(data: ConnectionDependents): readonly DependentRow[] {
  return [
    ...data.exports.map((item): DependentRow => ({ ...item, kind: 'export' })),
    ...data.enrichments.map((item): DependentRow => ({ ...item, kind: 'enrichment' })),
  ];
}

/** The tree: a connection, and under it what uses it. */
export function text(
  data: ConnectionDependents,
  paint: Paint = plain,
  columns: number = Number.POSITIVE_INFINITY,
): string {
  const { branch, last, stem } = paint.symbols;
  const name = paint.name(printable(data.connection));
  const groups = [
    { title: count(data.exports.length, 'export'), items: data.exports },
    { title: count(data.enrichments.length, 'enrichment'), items: data.enrichments },
  ].filter(({ items }) => items.length > 0);
  if (groups.length === 0) return `${name}\n${last} nothing uses it\n`;
  const lines = groups.flatMap(({ title, items }, at) => {
    const ends = at === groups.length - 1;
    const widest = Math.max(...items.map((item) => printable(item.name).length));
    const before = ends ? '   ' : `${stem}  `;
    const leaves = items.flatMap((item, index) => {
      const isLast = index === items.length - 1;
      const [first, ...rest] = leaf(item, widest, paint, columns - 6);
      const under = `${before}${isLast ? ' ' : stem}    `;
      return [`${before}${isLast ? last : branch} ${first}`, ...rest.map((line) => under + line)];
    });
    return [`${ends ? last : branch} ${title}`, ...leaves];
  });
  return [name, ...lines].map((line) => `${line}\n`).join('');
}

// The status, and what is less needed, stand under the name where they have no room beside it.
function leaf(item: DependentItem, widest: number, paint: Paint, columns: number): readonly string[] {
  const mark = item.status === 'active' ? paint.good : paint.warn;
  const name = printable(item.name);
  const aside = `${printable(item.schedule)}, by ${printable(item.createdBy)}`;
  if (widest + aside.length + 12 <= columns)
    return [`${paint.name(name.padEnd(widest))}  ${mark(item.status.padEnd(8))}  ${paint.dim(aside)}`];
  return [paint.name(name), mark(item.status), ...broken(aside, columns - 2).map((line) => paint.dim(line))];
}
