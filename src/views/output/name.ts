import { printable } from '../../kernel/printable.ts';
import type { Column } from '../column.ts';

/** The names of a list, one a line: its first column. */
export function printNames<Item>(columns: readonly Column<Item>[], items: readonly Item[]): string {
  const [name] = columns;
  return items.map((item) => `${printable(name?.value(item) ?? '')}\n`).join('');
}
