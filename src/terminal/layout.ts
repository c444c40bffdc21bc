import { cutRow, typedRows, withoutColours, wordRows } from './rows.ts';

/** A question as lines of any length, with colours in them. */
export interface Frame {
  readonly lines: readonly string[];
  /** Where the next letter goes; none where the cursor is hidden. */
  readonly cursor?: { readonly line: number; readonly column: number };
}

/** How the lines of a frame are told apart, so that the ones that matter least give way in a small window. */
export interface Marks {
  /** How many lines of hint stand before the question. */
  readonly hints: number;
  /** How a question begins that was answered. */
  readonly done: string;
  /** How the choice begins that is pointed at. */
  readonly pointer: string;
  /** How a line begins that says what is wrong. */
  readonly fault: string;
  readonly ellipsis: string;
}

export interface Layout {
  readonly rows: readonly string[];
  readonly cursor?: { readonly row: number; readonly column: number };
}

type Role = 'hint' | 'head' | 'item' | 'pointed' | 'blank' | 'fault' | 'aside';
interface Row {
  readonly text: string;
  /** What it is part of: a line of the frame goes as a whole, but the beginning of a fault stays. */
  readonly line: number;
  readonly role: Role;
  readonly column?: number;
}

// What matters least goes first.
const givingWay: readonly Role[] = ['blank', 'aside', 'hint', 'item', 'fault'];

/** The rows that a frame takes in a window: choices are cut at its edge, everything else goes on in the next row. */
export function layOut(frame: Frame, marks: Marks, columns: number, rows: number): Layout {
  // One column stays free: some consoles go to the next row when the last one is filled.
  const width = Math.max(2, columns - 1);
  const all = frame.lines.flatMap((line, at) => rowsOf(line, at, frame, marks, width));
  const kept = within(all, Math.max(1, rows));
  const row = cursorOf(kept);
  return {
    rows: kept.map(({ text }) => text),
    ...(row < 0 ? {} : { cursor: { row, column: kept[row]?.column ?? 0 } }),
  };
}

function rowsOf(line: string, at: number, frame: Frame, marks: Marks, width: number): readonly Row[] {
  const plain = withoutColours(line);
  const role = roleOf(plain, at, marks);
  if (frame.cursor?.line === at && !plain.startsWith(marks.done)) {
    const { rows, cursor } = typedRows(line, frame.cursor.column, width);
    return rows.map((text, row) => ({
      text,
      line: at,
      role,
      ...(row === cursor.row ? { column: cursor.column } : {}),
    }));
  }
  if (role === 'item' || role === 'pointed') return [{ text: cutRow(line, width, marks.ellipsis), line: at, role }];
  return wordRows(line, width).map((text, row) => ({ text, line: role === 'fault' ? at + row / 1_000 : at, role }));
}

function roleOf(plain: string, at: number, { hints, pointer, fault }: Marks): Role {
  if (at <= hints) return at < hints ? 'hint' : 'head';
  if (plain.trim() === '') return 'blank';
  if (plain.startsWith(pointer)) return 'pointed';
  if (plain.startsWith(fault)) return 'fault';
  return /^[ -]/.test(plain) ? 'item' : 'aside';
}

function within(all: readonly Row[], most: number): readonly Row[] {
  let kept = all;
  for (const role of givingWay) {
    while (kept.length > most && kept.some((row) => row.role === role)) kept = withoutFarthest(kept, role);
  }
  if (kept.length <= most) return kept;
  // The question alone is longer than the window: the part with the cursor stays, and the choice that is pointed at.
  const pointed = most > 1 ? kept.filter(({ role }) => role === 'pointed') : [];
  const others = kept.filter(({ role }) => role !== 'pointed');
  const room = most - pointed.length;
  const start = Math.max(0, Math.min(cursorOf(others) - room + 1, others.length - room));
  return [...others.slice(start, start + room), ...pointed];
}

// Of choices, the one farthest from the one that is pointed at.
function withoutFarthest(rows: readonly Row[], role: Role): readonly Row[] {
  const pointed = rows.find((row) => row.role === 'pointed')?.line ?? 0;
  const lines = rows.filter((row) => row.role === role).map(({ line }) => line);
  const farthest = lines.reduce((far, line) => (Math.abs(line - pointed) >= Math.abs(far - pointed) ? line : far));
  return rows.filter(({ line }) => line !== farthest);
}

function cursorOf(rows: readonly Row[]): number {
  return rows.findIndex(({ column }) => column !== undefined);
}
