/** A command line with more flags: before the `--` after which another command stands, where it has one. */
export function withFlags(line: string, flags: string): string {
  if (flags === '') return line;
  const at = dashesIn(line);
  return at < 0 ? `${line} ${flags}` : `${line.slice(0, at)} ${flags}${line.slice(at)}`;
}

// Within quotes they are part of a word.
function dashesIn(line: string): number {
  let quoted = false;
  for (let at = 0; at < line.length; at += 1) {
    if (line[at] === "'") quoted = !quoted;
    else if (!quoted && line.startsWith(' -- ', at)) return at;
  }
  return -1;
}
