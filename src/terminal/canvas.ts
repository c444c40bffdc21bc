import { Writable } from 'node:stream';
import { type Frame, type Layout, layOut, type Marks } from './layout.ts';
import { withoutColours } from './rows.ts';
import { displayWidth } from './width.ts';

/** Where one question is drawn. The library draws for a window without end; this fits its pictures into the real one. */
export interface Canvas {
  /** What the library draws on. */
  readonly stream: NodeJS.WritableStream;
  /** Says something beneath the question, until it is said otherwise. */
  note(text: string | undefined): void;
  /** Goes below the question, and draws it once more below whatever was written then. */
  stepAside(): void;
  again(): void;
  /** Fits the question into the window after that got another size. */
  refit(): void;
  /** Goes below the question for good. */
  leave(): void;
}

interface CanvasParts {
  readonly write: (text: string) => void;
  readonly columns: () => number;
  readonly rows: () => number;
  readonly marks: Marks;
  /** Whether the cursor goes down with every row that the terminal breaks anew, also those below it. */
  readonly sinking: boolean;
}

const endless = 1_000_000;
const [hide, show, eraseBelow] = ['\u001b[?25l', '\u001b[?25h', '\u001b[J'];

export function createCanvas({ write, columns, rows, marks, sinking }: CanvasParts): Canvas {
  let frame: Frame | undefined;
  let note: string | undefined;
  let drawn: Layout = { rows: [] };

  function draw(back: string): void {
    if (frame === undefined) return;
    const lines = note === undefined ? frame.lines : [...frame.lines, note];
    drawn = layOut({ ...frame, lines }, marks, columns(), rows());
    const { cursor } = drawn;
    const place = `${upBy(drawn.rows.length - 1 - rowOfCursor())}\r${rightBy(cursor?.column ?? 0)}`;
    write(`${back}${drawn.rows.join('\n')}${place}${cursor === undefined ? hide : show}`);
  }

  function stepAside(): void {
    if (frame !== undefined) write(`${downBy(drawn.rows.length - 1 - rowOfCursor())}\r\n${show}`);
  }

  function leave(): void {
    stepAside();
    frame = undefined;
  }

  const rowOfCursor = () => drawn.cursor?.row ?? Math.max(0, drawn.rows.length - 1);

  return {
    stream: Object.assign(
      new Writable({
        decodeStrings: false,
        write(text: string, _encoding, done) {
          const picture = pictureIn(text, frame);
          if (picture === 'finished') leave();
          // The library draws more often than anything is different.
          else if (JSON.stringify(picture) !== JSON.stringify(frame)) {
            const back = frame === undefined ? '' : `${upBy(rowOfCursor())}\r${eraseBelow}`;
            frame = picture;
            draw(back);
          }
          done();
        },
      }),
      { isTTY: true, columns: endless, rows: endless },
    ),
    note(text) {
      if (text === note) return;
      note = text;
      draw(`${upBy(rowOfCursor())}\r${eraseBelow}`);
    },
    stepAside,
    again: () => draw(''),
    refit() {
      // The terminal has broken rows anew where they no longer fitted, and the cursor went along.
      const width = Math.max(1, columns());
      const at = rowOfCursor();
      const breaks = drawn.rows.map((row) => Math.max(0, Math.ceil(displayWidth(withoutColours(row)) / width) - 1));
      const own = sinking ? 0 : Math.floor((drawn.cursor?.column ?? 0) / width);
      const others = breaks.filter((_, row) => row < at || (sinking && row > at));
      draw(`${upBy(others.reduce((sum, it) => sum + it, at + own))}\r${eraseBelow}`);
    },
    leave,
  };
}

/** How the library goes back to the beginning of what it drew before, to where the next letter is typed, and ends. */
const goingBack = /^(?:\u001b\[\d*B)?(?:(?:\u001b\[2K\u001b\[1A)*\u001b\[2K\u001b\[G)?/;
const goingToCursor = /(?:\u001b\[(\d+)A)?\u001b\[(\d+)G$/;
const finishing = /^(?:\u001b\[\d*B)?\n\u001b\[G\u001b\[\?25h$/;

/** What the library means by what it writes: a new picture, another place of the cursor in the last one, or its end. */
function pictureIn(text: string, last: Frame | undefined): Frame | 'finished' {
  if (finishing.test(text)) return 'finished';
  const from = goingBack.exec(text)?.[0].length ?? 0;
  const [end, up = '0', right = '1'] = goingToCursor.exec(text) ?? [''];
  const picture = text.slice(from, text.length - end.length);
  const column = Number(right) - 1;
  if (picture === '' && last !== undefined) {
    return last.cursor === undefined ? last : { ...last, cursor: { ...last.cursor, column } };
  }
  const lines = picture.replaceAll(hide, '').split('\n');
  if (picture.includes(hide)) return { lines };
  return { lines, cursor: { line: lines.length - 1 - Number(up), column } };
}

function upBy(rows: number): string {
  return rows > 0 ? `\u001b[${rows}A` : '';
}

function downBy(rows: number): string {
  return rows > 0 ? `\u001b[${rows}B` : '';
}

function rightBy(columns: number): string {
  return columns > 0 ? `\u001b[${columns}C` : '';
}
