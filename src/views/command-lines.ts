/**
 * A command in lines of at most `width` columns, each indented: it goes on before a flag, or else between words, as a shell
 * reads it.
 */
export function commandLines(command: string, width: number, indent: number): string {
  const room = width - indent - 6;
  const parts = command
    .split(/ (?=--)/)
    .flatMap((part) => (part.length <= room ? [part] : (part.match(/(?:"[^"]*"|'[^']*'|\S)+/g) ?? [])));
  const lines: string[] = [];
  for (const part of indent + command.length <= width ? [command] : parts) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + part.length <= room) lines[lines.length - 1] = `${last} ${part}`;
    else lines.push(part);
  }
  return `${' '.repeat(indent)}${lines.join(` \\\n${' '.repeat(indent + 4)}`)}`;
}
