/** A command in lines of at most `width` columns, each indented: it goes on before a flag, as a shell reads it. */
export function commandLines(command: string, width: number, indent: number): string {
  const lines: string[] = [];
  for (const part of command.split(/ (?=--)/)) {
    const last = lines.at(-1);
    if (last !== undefined && indent + last.length + part.length < width - 4)
      lines[lines.length - 1] = `${last} ${part}`;
    else lines.push(part);
  }
  return `${' '.repeat(indent)}${lines.join(` \\\n${' '.repeat(indent + 4)}`)}`;
}
