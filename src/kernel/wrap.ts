/**
 * Text in lines of at most `width` characters, broken between words. What stands in backticks is typed as it stands, so it
 * stays on one line where that has room; a word is broken only where it is longer than a line.
 */
export function wrap(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of (text.match(/(?:`[^`]*`|\S)+/g) ?? []).flatMap((it) => pieces(it, width))) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = '';
    }
    line += line === '' ? word : ` ${word}`;
  }
  return line === '' ? lines : [...lines, line];
}

function pieces(word: string, width: number): readonly string[] {
  if (word.length <= width) return [word];
  return word.split(/\s+/).flatMap((long) => long.match(new RegExp(`.{1,${width}}`, 'gsu')) ?? []);
}
