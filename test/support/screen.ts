import headless from '@xterm/headless';

/** What a terminal shows for the bytes it was sent. */
export interface Screen {
  write(text: string, drawn: () => void): void;
  resize(columns: number, rows: number): void;
  /** The lines on the screen and those that scrolled off it, trailing spaces and empty last lines left out. */
  text(): string;
}

/** A terminal without a window. */
export function createScreen(columns: number, rows: number): Screen {
  const terminal = new headless.Terminal({ cols: columns, rows, scrollback: 5_000, allowProposedApi: true });
  return {
    write: (text, drawn) => terminal.write(text, drawn),
    resize: (wide, high) => terminal.resize(wide, high),
    text() {
      const { active } = terminal.buffer;
      const lines = Array.from({ length: active.length }, (_, at) => active.getLine(at)?.translateToString(true) ?? '');
      return lines.join('\n').trimEnd();
    },
  };
}
