/** The words of a printed command line after the program's name, as a shell has them. */
export function wordsOf(line: string): readonly string[] {
  const words = [...line.matchAll(/'((?:[^']|'\\'')*)'|(\S+)/g)].map(([, quoted, word]) => quoted ?? word ?? '');
  return words.slice(1);
}
