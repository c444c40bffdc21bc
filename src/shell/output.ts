import { systemClock } from '../adapters/system/clock.ts';
import type { Outcome } from '../commands/define.ts';
import type { Writer } from '../terminal/write.ts';
import type { Column } from '../views/column.ts';
import type { Format } from '../views/output/format.ts';
import type { Paint } from '../views/paint.ts';
import type { View } from './view-of.ts';

/** Where an answer goes, and what is known of that place. */
export interface Target {
  readonly out: Writer;
  readonly terminal: boolean;
  readonly width: () => number;
  readonly paint: () => Promise<Paint>;
  readonly note: (line: string) => void;
  /** Columns named with `--columns`. */
  readonly columns: readonly string[] | undefined;
  readonly query: string | undefined;
}

/** Writes a list: tab-separated on a pipe, drawn on a terminal, or in the format that was asked for. */
export async function writeList(
  target: Target,
  view: View,
  items: readonly object[],
  format: Format | undefined,
  narrowed?: string,
): Promise<void> {
  const { out } = target;
  const { columnsFor, columnsNamed, cellsOf } = await import('../views/output/cells.ts');
  const all: readonly Column<object>[] = view.columnsOf?.(items) ?? view.columns ?? [];
  const columns =
    target.columns === undefined ? columnsFor(all, format ?? 'table') : await columnsNamed(all, target.columns);
  if (format === 'name') return out.write((await import('../views/output/name.ts')).printNames(all, items));
  if (format === 'csv') {
    const { printCsv } = await import('../views/output/csv.ts');
    return out.write(
      printCsv(
        columns.map(({ key }) => key),
        cellsOf(columns, items),
      ),
    );
  }
  if (format === 'tsv' || (format === undefined && !target.terminal)) {
    const { printTsv } = await import('../views/output/tsv.ts');
    return out.write(
      printTsv(
        columns.map(({ header }) => header),
        cellsOf(columns, items),
      ),
    );
  }
  if (items.length === 0 && narrowed !== undefined)
    return target.note((await import('../views/none-fit.ts')).noneFit(narrowed));
  if (items.length === 0) return target.note(view.empty ?? 'Nothing to show');
  if (view.page !== undefined && format === undefined && target.columns === undefined)
    return out.write(view.page(items, await target.paint(), target.width()));
  const { drawTable } = await import('../terminal/table.ts');
  const cells = cellsOf(columns, items, format === 'wide' ? undefined : systemClock());
  const paint = await target.paint();
  const drawn = await drawTable(columns, cells, target.width(), paint, (row, at) =>
    paint.links ? columns[at]?.link?.(items[row] as object) : undefined,
  );
  out.write(drawn.text);
  if (drawn.hidden.length > 0)
    target.note(`hint: ${drawn.hidden.join(', ').toLowerCase()} did not fit; -o json shows all, --columns chooses`);
}

/** Writes a document as JSON, JSON lines or YAML, or the part of it that `--query` picks. */
export async function writeDocument(
  target: Target,
  { kind, data }: Outcome,
  format: 'json' | 'jsonl' | 'yaml',
): Promise<void> {
  // A schema is a document of its own kind.
  let document: unknown = kind === 'Schema' ? data : { apiVersion: 'cinch/v1', kind, ...data };
  if (target.query !== undefined) {
    const { applyQuery } = await import('../views/output/query.ts');
    document = await applyQuery(document, target.query);
  }
  if (format === 'yaml') return target.out.write(await (await import('../views/output/yaml.ts')).printYaml(document));
  const { printJson, printJsonLines } = await import('../views/output/json.ts');
  if (format === 'json') return target.out.write(printJson(document, target.terminal ? 'indented' : 'compact'));
  const items =
    target.query === undefined && 'items' in data
      ? (data.items as object[])
      : Array.isArray(document)
        ? document
        : [document];
  target.out.write(printJsonLines(items));
}
