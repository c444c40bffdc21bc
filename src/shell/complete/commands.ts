import { type Leaf, type Noun, nouns, singles } from '../../commands/tree.ts';
import { everywhere } from '../common-flags.ts';
import { aliasesOf, leafOf } from '../walk.ts';
import type { Candidate } from './candidate.ts';

/** The first words of a command line. */
export function firstWords(typed: string): readonly Candidate[] {
  const aliases = nouns.flatMap(({ aliases = [], summary }) => aliases.map((word) => ({ word, about: summary })));
  return orAliases([...commandWords(), { word: 'help', about: everywhere.help.help }], aliases, typed);
}

/** The verbs of a noun. */
export function verbsOf(noun: Noun, typed: string): readonly Candidate[] {
  const verb = ({ path, summary }: Leaf) => ({ word: path.slice(noun.name.length + 1), about: summary });
  const aliases = aliasesOf(noun).map((word) => ({ word, about: leafOf(noun, word)?.summary ?? '' }));
  return orAliases(noun.verbs.map(verb), aliases, typed);
}

/** The words that go on with a command that stands alone. */
export function wordsAfter(command: string): readonly Candidate[] {
  const longer = singles.filter(({ path }) => path.startsWith(`${command} `));
  return longer.map(({ path, summary }) => ({ word: path.slice(command.length + 1), about: summary }));
}

/** What help can be had on: topics and commands. */
export async function helpWords([noun, ...more]: readonly string[], typed: string): Promise<readonly Candidate[]> {
  if (more.length > 0) return [];
  if (noun === undefined) return [...(await topicWords()), ...commandWords()];
  const found = nouns.find(({ name, aliases }) => name === noun || aliases?.includes(noun));
  return found === undefined ? wordsAfter(noun) : verbsOf(found, typed);
}

export async function topicWords(): Promise<readonly Candidate[]> {
  const { topics } = await import('../../views/topics/topic.ts');
  return Object.entries(topics).map(([word, { summary }]) => ({ word, about: summary }));
}

function commandWords(): readonly Candidate[] {
  return [
    ...nouns.map(({ name, summary }) => ({ word: name, about: summary })),
    ...singles.filter(({ path }) => !path.includes(' ')).map(({ path, summary }) => ({ word: path, about: summary })),
  ];
}

// Beside the word it stands for an alias would only keep a shell from finishing that one.
function orAliases(full: readonly Candidate[], aliases: readonly Candidate[], typed: string): readonly Candidate[] {
  return full.some(({ word }) => word.startsWith(typed)) ? full : aliases;
}
