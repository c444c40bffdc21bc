import { nouns, singles } from '../commands/tree.ts';

/** Candidates for the last word, a line each with its summary, from the static tree alone. */
export async function complete(words: readonly string[]): Promise<string> {
  const [typed = '', before] = [words.at(-1), words.at(-2)];
  const noun = nouns.find(({ name, aliases }) => name === before || aliases?.includes(before ?? ''));
  const candidates =
    words.length <= 1
      ? [...nouns.map(({ name, summary }) => [name, summary]), ...singles.map(({ path, summary }) => [path, summary])]
      : words.length === 2 && noun !== undefined
        ? noun.verbs.map(({ path, summary }) => [path.slice(noun.name.length + 1), summary])
        : [];
  return candidates
    .filter(([word]) => word?.startsWith(typed))
    .map(([word, summary]) => `${word}\t${summary}\n`)
    .join('');
}
