import { printable } from '../kernel/printable.ts';
import { columnWidths, type Shrinkable } from './column-widths.ts';
import { fitTo, pad } from './fit.ts';
import { displayWidth } from './width.ts';

interface TableColumn extends Shrinkable {
  readonly header: string;
  readonly align?: 'right';
}

/** How the parts of a table are painted: the header strong, the first cell of a line as a name. */
interface TablePaint {
  strong(text: string): string;
  name(text: string): string;
  link(text: string, url: string): string;
  readonly symbols: { readonly ellipsis: string };
}

/** The address that a cell opens, where it opens one. */
type CellLink = (row: number, column: number) => string | undefined;

interface DrawnTable {
  /** The lines, each ending in a newline. */
  readonly text: string;
  /** Headers of the columns that did not fit. */
  readonly hidden: readonly string[];
}

const gap = '  ';

/**
 * Draws a table for a terminal of `width` columns: no borders, cells shortened and columns left out until it fits.
 * Cells come as text from anywhere; control characters are made visible. Loads cli-table3, so call it for a terminal only.
 */
export async function drawTable(
  columns: readonly TableColumn[],
  rows: readonly (readonly string[])[],
  width: number,
  paint?: TablePaint,
  linkOf?: CellLink,
): Promise<DrawnTable> {
  const dots = paint?.symbols.ellipsis;
  const cells = rows.map((row) => row.map(printable));
  const widths = columnWidths(columns, naturalWidths(columns, cells), width, gap.length);
  const [head = '', ...gaps] = await layout(columns, widths, dots);
  const lines = cells.map((row, index) =>
    widths.reduce((line, room, at) => {
      const text = fitTo(row[at] ?? '', room, dots);
      const padded = pad(text, room, columns[at]?.align);
      const url = linkOf?.(index, at);
      const named = at === 0 && paint ? paint.name(text) : text;
      const shown = url === undefined || paint === undefined ? named : paint.link(named, url);
      return line + (shown === text ? padded : padded.replace(text, () => shown)) + gaps[at];
    }, ''),
  );
  const text = [paint ? paint.strong(head.trimEnd()) : head, ...lines].map((line) => `${line.trimEnd()}\n`);
  return { text: text.join(''), hidden: columns.slice(widths.length).map((column) => column.header) };
}

function naturalWidths(columns: readonly TableColumn[], cells: readonly (readonly string[])[]): readonly number[] {
  const widths = columns.map((column) => Math.max(1, displayWidth(column.header)));
  for (const row of cells)
    for (const [at, cell] of row.entries()) widths[at] = Math.max(widths[at] ?? 0, displayWidth(cell));
  return widths;
}

/**
 * The header line as cli-table3 draws it, then what it puts behind each cell of a line.
 * All lines of a list are laid out alike, so it draws one line of stand-ins and the rows take their places: it needs 60 µs
 * a cell and more with every row, and it measures emoji by other rules than `displayWidth`.
 */
async function layout(
  columns: readonly TableColumn[],
  widths: readonly number[],
  dots: string | undefined,
): Promise<readonly string[]> {
  const { default: Table } = await import('cli-table3');
  const table = new Table({
    chars: { ...noBorders, middle: gap },
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0, compact: true },
    colWidths: [...widths],
    colAligns: widths.map((_, at) => columns[at]?.align ?? 'left'),
    head: widths.map((room, at) => fitTo(columns[at]?.header ?? '', room, dots)),
  });
  table.push(widths.map((room) => 'x'.repeat(room)));
  const [head = '', line = ''] = table.toString().split('\n');
  return [head, ...line.split(/x+/).slice(1)];
}

const noBorders = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
};
