import { printable } from '../kernel/printable.ts';
import { wrap } from '../kernel/wrap.ts';
import { commandLines } from './command-lines.ts';

export interface HelpLine {
  readonly left: string;
  readonly help: string;
}

interface Layout {
  /** A left side that is longer gets a line of its own. */
  readonly widest?: number;
  /** How wide the left side is at least. */
  readonly room?: number;
}

// Narrower than this, the right side stands under the left one.
const narrow = 60;

/** Two columns that fit `columns`: the right side wraps under itself, what is typed breaks as a shell reads it. */
export function helpTable(lines: readonly HelpLine[], columns: number, { widest = 32, room = 8 }: Layout = {}): string {
  const fitting = lines.filter(({ left }) => left.length <= widest).map(({ left }) => left.length);
  const width = Math.max(...fitting, room);
  return lines.map((line) => row(line, columns < narrow ? undefined : width, columns)).join('');
}

function row(line: HelpLine, room: number | undefined, columns: number): string {
  // The fields of a type of one's own are text from outside.
  const [left, help] = [printable(line.left), printable(line.help)];
  const under = ' '.repeat((room ?? 2) + 4);
  const [first = '', ...more] = wrap(help, columns - under.length);
  const head =
    room === undefined || left.length > room
      ? [commandLines(left, columns, 2), ...(first === '' ? [] : [under + first])]
      : [`  ${left.padEnd(room)}  ${first}`];
  return [...head, ...more.map((it) => under + it)].map((it) => `${it.trimEnd()}\n`).join('');
}
