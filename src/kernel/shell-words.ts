/**
 * The words of a simple command as a POSIX shell takes it apart: quotes hold a word together, a backslash makes the next
 * character plain, nothing is ever replaced. Nothing where a quote is not closed.
 */
export function shellWords(command: string, backslash: 'escapes' | 'stays' = 'escapes'): readonly string[] | undefined {
  const words: string[] = [];
  let word: string | undefined;
  let quote = '';
  for (let at = 0; at < command.length; at += 1) {
    const mark = command[at] as string;
    const next = command[at + 1] ?? '';
    const escapes =
      backslash === 'escapes' && mark === '\\' && (quote === '' || (quote === '"' && /["\\$`]/.test(next)));
    if (escapes) {
      word = (word ?? '') + next;
      at += 1;
    } else if (mark === quote) quote = '';
    else if (quote === '' && (mark === '"' || mark === "'")) {
      quote = mark;
      word ??= '';
    } else if (quote === '' && /\s/.test(mark)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else word = (word ?? '') + mark;
  }
  if (quote !== '') return undefined;
  return word === undefined ? words : [...words, word];
}
