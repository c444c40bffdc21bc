import { printable } from '../kernel/printable.ts';
import type { ConnectionDependents, DependentItem } from '../model/query.ts';
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
export function text(data: ConnectionDependents, paint: Paint = plain): string {
  const name = paint.name(printable(data.connection));
  const groups = [
    { title: count(data.exports.length, 'export'), items: data.exports },
    { title: count(data.enrichments.length, 'enrichment'), items: data.enrichments },
  ].filter(({ items }) => items.length > 0);
  if (groups.length === 0) return `${name}\n└─ nothing uses it\n`;
  const lines = groups.flatMap(({ title, items }, at) => {
    const last = at === groups.length - 1;
    const widest = Math.max(...items.map((item) => printable(item.name).length));
    const leaves = items.map((item, index) => {
      const branch = index === items.length - 1 ? '└─' : '├─';
      return `${last ? '   ' : '│  '}${branch} ${leaf(item, widest, paint)}`;
    });
    return [`${last ? '└─' : '├─'} ${title}`, ...leaves];
  });
  return [name, ...lines].map((line) => `${line}\n`).join('');
}

function leaf(item: DependentItem, widest: number, paint: Paint): string {
  const status = item.status === 'active' ? paint.good('active  ') : paint.warn('inactive');
  const name = printable(item.name).padEnd(widest);
  return `${paint.name(name)}  ${status}  ${paint.dim(`${printable(item.schedule)}, by ${printable(item.createdBy)}`)}`;
}
