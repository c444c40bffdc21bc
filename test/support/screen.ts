import headless from '@xterm/headless';
import { eastAsianWidth } from 'get-east-asian-width';

/** What a terminal shows for the bytes it was sent. */
export interface Screen {
  write(text: string, drawn: () => void): void;
  resize(columns: number, rows: number): void;
  /** The rows of the window, as wide as they are drawn. */
  window(): readonly string[];
  cursor(): { readonly row: number; readonly column: number };
  /** The lines on the screen and those that scrolled off it, trailing spaces and empty last lines left out. */
  text(): string;
}

/** A terminal without a window. */
export function createScreen(columns: number, rows: number): Screen {
  const terminal = new headless.Terminal({ cols: columns, rows, scrollback: 5_000, allowProposedApi: true });
  terminal.unicode.register(asTerminalsDoToday);
  terminal.unicode.activeVersion = asTerminalsDoToday.version;
  return {
    write: (text, drawn) => terminal.write(text, drawn),
    resize: (wide, high) => terminal.resize(wide, high),
    cursor: () => ({ row: terminal.buffer.active.cursorY, column: terminal.buffer.active.cursorX }),
    window() {
      const { active } = terminal.buffer;
      const rows = Array.from({ length: terminal.rows }, (_, at) => active.getLine(active.baseY + at));
      return rows.map((row) => row?.translateToString(true) ?? '');
    },
    text() {
      const { active } = terminal.buffer;
      const lines = Array.from({ length: active.length }, (_, at) => active.getLine(at)?.translateToString(true) ?? '');
      return lines.join('\n').trimEnd();
    },
  };
}

const columnless = /^[\p{Mn}\p{Me}\p{Cf}]$/u;
const wcwidth = (code: number): 0 | 1 | 2 => (columnless.test(String.fromCodePoint(code)) ? 0 : eastAsianWidth(code));

// The widths it knows by itself are those of Unicode 6, when most emoji were narrow.
const asTerminalsDoToday = {
  version: 'today',
  wcwidth,
  charProperties(code: number, before: number) {
    const wide = wcwidth(code);
    const joined = wide === 0 && before !== 0;
    return ((joined ? (before >> 1) & 3 : wide) << 1) | (joined ? 1 : 0);
  },
};
