import type { Column } from './column.ts';
import { ago } from './relative-time.ts';

interface Ran {
  readonly kind: string;
  readonly name: string;
  readonly due: string;
  readonly result: string;
  readonly exit: number | null;
  readonly detail: string;
}

export const empty = 'Nothing is due';

export const columns: readonly Column<Ran>[] = [
  { key: 'name', header: 'NAME', value: (item) => item.name, shrink: 2 },
  { key: 'due', header: 'DUE', value: (item) => item.due, brief: (item, now) => ago(item.due, now) },
  { key: 'result', header: 'RESULT', value: (item) => item.result },
  { key: 'exit', header: 'EXIT', value: (item) => (item.exit === null ? '' : String(item.exit)), align: 'right' },
  { key: 'detail', header: 'DETAIL', value: (item) => item.detail, shrink: 1 },
  { key: 'kind', header: 'KIND', value: (item) => item.kind, wide: true },
];
