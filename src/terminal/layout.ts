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
  readonly role: Role;
  readonly column?: number;
}

// What matters least goes first.
const givingWay: readonly Role[] = ['blank', 'aside', 'hint', 'item', 'fault', 'pointed'];

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
  const role = roleOf(withoutColours(line), at, marks);
  if (frame.cursor?.line === at) {
    const { rows, cursor } = typedRows(line, frame.cursor.column, width);
    return rows.map((text, row) => (row === cursor.row ? { text, role, column: cursor.column } : { text, role }));
  }
  if (role === 'item' || role === 'pointed') return [{ text: cutRow(line, width, marks.ellipsis), role }];
  return wordRows(line, width).map((text) => ({ text, role }));
}

function roleOf(plain: string, at: number, { hints, pointer, fault }: Marks): Role {
  if (at <= hints) return at < hints ? 'hint' : 'head';
  if (plain.trim() === '') return 'blank';
  if (plain.startsWith(pointer)) return 'pointed';
  if (plain.startsWith(fault)) return 'fault';
  return /^[ -]/.test(plain) ? 'item' : 'aside';
}

function within(all: readonly Row[], most: number): readonly Row[] {
  const kept = [...all];
  for (const role of givingWay) {
    while (kept.length > most && removeFarthest(kept, role));
  }
  // What is typed is longer than the window: the part with the cursor stays.
  const start = Math.min(Math.max(0, cursorOf(kept) - most + 1), Math.max(0, kept.length - most));
  return kept.slice(start, start + most);
}

// Of choices, the one farthest from the one that is pointed at.
function removeFarthest(rows: Row[], role: Role): boolean {
  const pointed = rows.findIndex((row) => row.role === 'pointed');
  const away = (at: number) => (pointed < 0 ? at : Math.abs(at - pointed));
  let farthest = -1;
  for (const [at, row] of rows.entries()) {
    if (row.role === role && (farthest < 0 || away(at) >= away(farthest))) farthest = at;
  }
  if (farthest >= 0) rows.splice(farthest, 1);
  return farthest >= 0;
}

function cursorOf(rows: readonly Row[]): number {
  return rows.findIndex(({ column }) => column !== undefined);
}
