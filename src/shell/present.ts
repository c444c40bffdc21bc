import { systemClock } from '../adapters/system/clock.ts';
import type { Outcome } from '../commands/define.ts';
import type { AnyCommand } from '../commands/tree.ts';
import { isProblem, type Problem, problemDocument } from '../kernel/problem.ts';
import type { Warning } from '../kernel/warning.ts';
import { colourLevel, isTerminal, terminalColumns } from '../terminal/screen.ts';
import { createWriter } from '../terminal/write.ts';
import type { Column } from '../views/column.ts';
import type { Format } from '../views/output/format.ts';
import type { Paint } from '../views/paint.ts';
import { machineFormat, type Settings } from './settings.ts';
import { viewOf } from './view-of.ts';

/** Turns outcomes and failures into bytes on the two streams, and into an exit code. */
export interface Presenter {
  readonly settings: Settings;
  readonly isTerminal: { readonly out: boolean; readonly err: boolean };
  /** One line for a person on stderr; nothing for a machine, or when asked to be quiet. */
  note(line: string): void;
  width(): number;
  paint(fd: 1 | 2): Promise<Paint>;
  text(text: string): void;
  success(outcome: Outcome, command: AnyCommand): Promise<number>;
  failure(error: unknown): Promise<number>;
}

export function createPresenter(settings: Settings): Presenter {
  const out = createWriter(1);
  const err = createWriter(2);
  const terminal = {
    out: isTerminal(1),
    get err() {
      return isTerminal(2);
    },
  };
  const { scanned, env } = settings;
  const quiet = scanned.has('quiet');
  const width = () => (terminal.out || env.COLUMNS !== undefined ? terminalColumns(1, env) : 80);

  async function paint(fd: 1 | 2): Promise<Paint> {
    const level = scanned.has('no-color') ? 0 : colourLevel(fd === 1 ? terminal.out : terminal.err, env);
    const { plain } = await import('../views/paint.ts');
    if (level === 0) return plain;
    const { createPaint } = await import('../terminal/paint.ts');
    return createPaint(level);
  }

  function note(line: string) {
    if (!quiet && !machineFormat(settings)) err.write(`${line}\n`);
  }

  async function list(outcome: Outcome, items: readonly object[], format: Format | undefined) {
    const view = await viewOf(outcome.kind);
    const { columnsFor, columnsNamed, cellsOf } = await import('../views/output/cells.ts');
    const all = (view.columnsOf?.(items) ?? view.columns ?? []) as readonly Column<object>[];
    const named = scanned.value('columns')?.split(',');
    const columns = named === undefined ? columnsFor(all, format ?? 'table') : await columnsNamed(all, named);
    const header = columns.map((column) => column.header);
    if (format === 'name') return out.write((await import('../views/output/name.ts')).printNames(all, items));
    if (format === 'csv') {
      const { printCsv } = await import('../views/output/csv.ts');
      return out.write(
        printCsv(
          columns.map((column) => column.key),
          cellsOf(columns, items),
        ),
      );
    }
    if (format === 'tsv' || (format === undefined && !terminal.out)) {
      const { printTsv } = await import('../views/output/tsv.ts');
      return out.write(printTsv(header, cellsOf(columns, items)));
    }
    if (items.length === 0) return note(view.empty ?? 'Nothing to show');
    const { drawTable } = await import('../terminal/table.ts');
    const now = systemClock();
    const drawn = await drawTable(
      columns,
      cellsOf(columns, items, format === 'wide' ? undefined : now),
      width(),
      await paint(1),
    );
    out.write(drawn.text);
    if (drawn.hidden.length > 0)
      note(`hint: ${drawn.hidden.join(', ').toLowerCase()} did not fit; -o json shows all, --columns chooses`);
  }

  async function documents(outcome: Outcome, format: Format) {
    // A schema is a document of its own kind.
    let document: unknown =
      outcome.kind === 'Schema' ? outcome.data : { apiVersion: 'cinch/v1', kind: outcome.kind, ...outcome.data };
    const expression = scanned.value('query');
    if (expression !== undefined) {
      const { applyQuery } = await import('../views/output/query.ts');
      document = await applyQuery(document, expression);
    }
    if (format === 'yaml') return out.write(await (await import('../views/output/yaml.ts')).printYaml(document));
    const { printJson, printJsonLines } = await import('../views/output/json.ts');
    if (format !== 'jsonl') return out.write(printJson(document, terminal.out ? 'indented' : 'compact'));
    const items =
      expression === undefined && 'items' in outcome.data
        ? (outcome.data.items as object[])
        : Array.isArray(document)
          ? document
          : [document];
    out.write(printJsonLines(items));
  }

  async function streamed(kind: string, parts: AsyncIterable<object>, format: Format | undefined): Promise<number> {
    if (format === 'json' || format === 'jsonl' || format === 'yaml') {
      const items: object[] = [];
      for await (const part of parts) items.push(part);
      await documents({ kind, data: { items, next: null } }, format);
      return 0;
    }
    const view = await viewOf(kind);
    for await (const part of parts) {
      out.write(view.draw(part, undefined, await paint(1), width()));
      if (out.closed) break;
    }
    return 0;
  }

  return {
    settings,
    isTerminal: terminal,
    note,
    width,
    paint,
    text: (text) => out.write(text),
    async success(outcome, command) {
      const asked = settings.output();
      if (outcome.stream !== undefined) return streamed(outcome.kind, outcome.stream, asked);
      const format = scanned.has('query') && asked !== 'yaml' && asked !== 'jsonl' ? 'json' : asked;
      const data = outcome.data as {
        items?: readonly object[];
        warnings?: readonly Warning[];
        next?: unknown;
        total?: number;
      };
      if (format === 'json' || format === 'jsonl' || format === 'yaml') await documents(outcome, format);
      else if (data.items !== undefined) await list(outcome, data.items, format);
      else {
        const view = await viewOf(outcome.kind);
        const rows = view.rows?.(outcome.data);
        if (rows !== undefined && (format !== undefined || (settings.drawing() ?? outcome.drawing) === 'table'))
          await list(outcome, rows, format);
        else if (format === 'name' && view.names !== undefined) out.write(view.names(outcome.data));
        else out.write(view.draw(outcome.data, settings.drawing() ?? outcome.drawing, await paint(1), width()));
      }
      if (data.items !== undefined && typeof data.next === 'string' && data.total !== undefined) {
        note(
          `hint: ${data.items.length} of ${data.total} shown; all: cinch ${command.path} --limit 0, the rest: --next ${data.next}`,
        );
      }
      if (!machineFormat(settings) && data.warnings !== undefined && data.warnings.length > 0) {
        const { warnings } = await import('../views/problem.ts');
        err.write(warnings(data.warnings, await paint(2)));
      }
      for (const next of outcome.next ?? []) note(`hint: ${next}`);
      return outcome.exit ?? 0;
    },
    async failure(error) {
      if (out.closed) return 0;
      const found: Problem = isProblem(error) ? error : await (await import('./bug.ts')).bugOf(error);
      if (machineFormat(settings)) {
        const { printJson } = await import('../views/output/json.ts');
        err.write(printJson(problemDocument(found)));
      } else {
        const { text } = await import('../views/problem.ts');
        err.write(text(found, await paint(2)));
      }
      return found.exit;
    },
  };
}
