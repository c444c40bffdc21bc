import type { Outcome } from '../commands/define.ts';
import { isProblem, type Problem, problemDocument } from '../kernel/problem.ts';
import type { Warning } from '../kernel/warning.ts';
import { wrap } from '../kernel/wrap.ts';
import type { PromptScreen } from '../terminal/prompt-theme.ts';
import { colourLevel, hasLinks, hasUnicode, isTerminal, terminalColumns } from '../terminal/screen.ts';
import { createWriter, type Writer } from '../terminal/write.ts';
import { carriesDocuments } from '../views/output/format.ts';
import type { Paint } from '../views/paint.ts';
import { elsewhere, mendedElsewhere } from './elsewhere.ts';
import type { Target } from './output.ts';
import { machineFormat, type Settings } from './settings.ts';

/** Turns outcomes and failures into bytes on the two streams, and into an exit code. */
export interface Presenter {
  readonly settings: Settings;
  readonly isTerminal: { readonly out: boolean; readonly err: boolean };
  /** Whether the answer goes to a terminal and nothing was said of its form. */
  readonly isConversation: boolean;
  /** One line for a person on stderr; nothing for a machine, or when asked to be quiet. */
  note(line: string): void;
  width(): number;
  paint(fd: 1 | 2): Promise<Paint>;
  text(text: string): void;
  /** Lets something stand on stderr for the moment; `erase` is called before anything else is written. Answers how to write it. */
  passing(erase: () => void): (text: string) => void;
  /** Takes away what stands there for the moment. */
  clear(): void;
  /** Draws a document on stderr, to decide on. */
  show(kind: string, data: object): Promise<void>;
  /** The same beside the answer: nothing for a machine, or when asked to be quiet. */
  tell(kind: string, data: object): Promise<void>;
  /** Whether the answer is one document. */
  readonly answersWhole: boolean;
  promptScreen(): Promise<PromptScreen>;
  success(outcome: Outcome): Promise<number>;
  /** Tells a failure. `help` is what to type where a slip on the command line has no better way out of its own. */
  failure(error: unknown, help: string): Promise<number>;
}

export function createPresenter(settings: Settings): Presenter {
  let clear: () => void = () => undefined;
  const bare = createWriter(2);
  const out = clearing(createWriter(1), () => clear());
  const err = clearing(bare, () => clear());
  const { scanned, env } = settings;
  // Looking at a stream that is a device loads Node's terminal code, so each is looked at when it matters.
  const terminal = {
    get out() {
      return isTerminal(1);
    },
    get err() {
      return isTerminal(2);
    },
  };
  const width = () => (env.COLUMNS !== undefined || terminal.out ? terminalColumns(1, env) : 80);

  /** How far a text may go before it is broken; on a pipe it stays whole, a line a fact. */
  const reach = (fd: 1 | 2) =>
    env.COLUMNS !== undefined || (fd === 1 ? terminal.out : terminal.err)
      ? terminalColumns(fd, env)
      : Number.POSITIVE_INFINITY;

  async function paint(fd: 1 | 2): Promise<Paint> {
    const there = fd === 1 ? terminal.out : terminal.err;
    const level = scanned.has('no-color') ? 0 : colourLevel(there, env);
    const links = hasLinks(there, env);
    const { ascii, plain } = await import('../views/paint.ts');
    const symbols = hasUnicode(env) ? plain.symbols : ascii;
    // Colours and links are sequences too, and some screen readers spell them out.
    const bare = env.FORCE_COLOR === undefined && settings.accessible();
    if (bare || (level === 0 && !links)) return { ...plain, symbols };
    const { createPaint } = await import('../terminal/paint.ts');
    return { ...(await createPaint(level, links)), symbols };
  }

  function note(line: string) {
    if (scanned.has('quiet') || machineFormat(settings)) return;
    // What is short has room on every terminal, and no terminal is looked at for it.
    const lines = line.length < 20 || line.length <= reach(2) ? [line] : wrap(line, reach(2));
    err.write(lines.map((it) => `${it}\n`).join(''));
  }

  const target = (): Target => ({
    out,
    terminal: terminal.out,
    width,
    paint: () => paint(1),
    note,
    columns: scanned.value('columns')?.split(','),
    query: scanned.value('query'),
  });

  /** The format of the answer; a query is about the document, so it prints JSON unless another document format is named. */
  const formatAsked = () => {
    const asked = settings.output();
    return scanned.has('query') && (asked === undefined || !carriesDocuments(asked)) ? 'json' : asked;
  };

  async function answer(outcome: Outcome): Promise<void> {
    const format = formatAsked();
    const { writeDocument, writeList } = await import('./output.ts');
    if (format !== undefined && carriesDocuments(format)) return writeDocument(target(), outcome, format);
    const { viewOf } = await import('./view-of.ts');
    const view = await viewOf(outcome.kind);
    const { items } = outcome.data as { items?: readonly object[] };
    const drawing = settings.drawing() ?? outcome.drawing;
    if (items !== undefined && drawing === undefined) return writeList(target(), view, items, format, outcome.narrowed);
    const rows = view.rows?.(outcome.data);
    if (rows !== undefined && (format !== undefined || drawing === 'table'))
      return writeList(target(), view, rows, format);
    if (format === 'name' && view.names !== undefined) return out.write(view.names(outcome.data));
    out.write(view.draw(outcome.data, drawing, await paint(1), reach(1)));
  }

  async function stream({ kind, documents }: Outcome, parts: AsyncIterable<object>): Promise<void> {
    const format = formatAsked();
    if (documents === true) {
      const { writeDocument } = await import('./output.ts');
      for await (const data of parts) {
        if (format !== undefined && carriesDocuments(format)) await writeDocument(target(), { kind, data }, format);
        if (out.closed) break;
      }
      return;
    }
    if (format !== undefined && carriesDocuments(format)) {
      const items: object[] = [];
      for await (const part of parts) items.push(part);
      const { writeDocument } = await import('./output.ts');
      return writeDocument(target(), { kind, data: { items, next: null } }, format);
    }
    const { viewOf } = await import('./view-of.ts');
    const view = await viewOf(kind);
    for await (const part of parts) {
      out.write(view.draw(part, undefined, await paint(1), reach(1)));
      if (out.closed) break;
    }
  }

  async function draw(kind: string, data: object, columns: number): Promise<void> {
    const { viewOf } = await import('./view-of.ts');
    err.write((await viewOf(kind)).draw(data, undefined, await paint(2), columns));
  }

  /** What a person is told besides the answer: the rest of a list, warnings, and what to do next. */
  async function asides(outcome: Outcome): Promise<void> {
    if (machineFormat(settings) || scanned.has('quiet')) return;
    const {
      items,
      next,
      total,
      warnings: found = [],
    } = outcome.data as {
      items?: readonly object[];
      next?: unknown;
      total?: number;
      warnings?: readonly Warning[];
    };
    if (items !== undefined && typeof next === 'string' && total !== undefined) {
      note(`hint: ${items.length} of ${total} shown; --limit 0 shows all, --next ${next} goes on`);
    }
    if (found.length > 0) {
      const { warnings } = await import('../views/problem.ts');
      err.write(warnings(found, await paint(2), reach(2)));
    }
    if (outcome.same !== undefined) {
      const { same } = await import('../views/same.ts');
      const { command, variables } = outcome.same;
      err.write(same({ command: elsewhere(command, settings), variables }, await paint(2), reach(2)));
    }
    const { next: commands = [] } = outcome;
    if (commands.length === 0) return;
    const { hint } = await import('../views/hint.ts');
    for (const command of commands) err.write(hint(elsewhere(command, settings), await paint(2), reach(2)));
  }

  return {
    settings,
    isTerminal: terminal,
    get isConversation() {
      const formed = ['query', 'columns', 'quiet'].some((flag) => scanned.has(flag));
      return !formed && settings.output() === undefined && terminal.out;
    },
    note,
    width,
    paint,
    text: (text) => out.write(text),
    passing(erase) {
      clear = erase;
      return (text) => bare.write(text);
    },
    clear: () => clear(),
    show: (kind, data) => draw(kind, data, terminalColumns(2, env)),
    async tell(kind, data) {
      if (!scanned.has('quiet') && !machineFormat(settings)) await draw(kind, data, reach(2));
    },
    get answersWhole() {
      const format = formatAsked();
      return format !== undefined && carriesDocuments(format);
    },
    promptScreen: async () => ({
      paint: await paint(2),
      // A question is drawn where the window ends, whatever COLUMNS says of it.
      columns: () => process.stderr.columns || 80,
      rows: () => process.stderr.rows || 24,
      unicode: hasUnicode(env),
      // As xterm.js does, which names itself by this where it is most used.
      sinking: env.TERM_PROGRAM === 'vscode',
    }),
    async success(outcome) {
      if (outcome.silent === true) clear();
      else if (outcome.stream === undefined) await answer(outcome);
      else await stream(outcome, outcome.stream);
      await asides(outcome);
      return outcome.exit ?? 0;
    },
    async failure(error, help) {
      if (out.closed) return 0;
      const met: Problem = isProblem(error) ? error : await (await import('./bug.ts')).bugOf(error);
      const fix = met.fix.length === 0 && (met.exit === 2 || met.exit === 3) ? [help] : met.fix;
      const found = { ...met, fix: fix.map((it) => mendedElsewhere(it, settings)) };
      if (machineFormat(settings)) {
        const { printJson } = await import('../views/output/json.ts');
        err.write(printJson(problemDocument(found)));
      } else {
        const { text } = await import('../views/problem.ts');
        err.write(text(found, await paint(2), reach(2)));
      }
      return found.exit;
    },
  };
}

/** A writer before which something else goes away. */
function clearing(writer: Writer, clear: () => void): Writer {
  return {
    get closed() {
      return writer.closed;
    },
    write(text) {
      clear();
      writer.write(text);
    },
  };
}
