import { type Leaf, type Noun, nouns, singles, verbAliases } from '../commands/tree.ts';

/** Where a command line leads: to one command, to the commands of a noun, or to all of them. */
export type Route =
  | { readonly to: 'leaf'; readonly leaf: Leaf; readonly rest: readonly string[] }
  | { readonly to: 'noun'; readonly noun: Noun; readonly rest: readonly string[] }
  | { readonly to: 'help'; readonly words: readonly string[] }
  | { readonly to: 'root'; readonly rest: readonly string[] };

/** A word that leads nowhere, and those that would have led on. */
export interface Astray {
  readonly to: 'nowhere';
  readonly typed: string;
  readonly known: readonly string[];
  readonly parent: string;
}

const valued = new Set(['-e', '--environment', '-o', '--output', '--query', '--columns', '--as', '--timeout']);

/** Walks the static tree; flags that every command has may stand before the words. */
export function walk(argv: readonly string[]): Route | Astray {
  const words: number[] = [];
  for (let at = 0; at < argv.length && words.length < 2; at += 1) {
    const token = argv[at] as string;
    if (token === '--') break;
    if (token.startsWith('-') && token !== '-') at += valued.has(token) ? 1 : 0;
    else words.push(at);
  }
  const [first, second] = words.map((at) => argv[at] as string);
  const without = (count: number) => argv.filter((_, at) => !words.slice(0, count).includes(at));
  if (first === undefined) return { to: 'root', rest: argv };
  if (first === 'help') return { to: 'help', words: without(1).filter((token) => !token.startsWith('-')) };
  // Only the very next word can go on with a command that stands alone: later ones may be values of its flags.
  const follows = words[1] === (words[0] as number) + 1;
  const longer = follows ? singles.find(({ path }) => path === `${first} ${second}`) : undefined;
  if (longer !== undefined) return { to: 'leaf', leaf: longer, rest: without(2) };
  const single = singles.find(({ path }) => path === first);
  if (single !== undefined) return { to: 'leaf', leaf: single, rest: without(1) };
  const noun = nouns.find(({ name, aliases }) => name === first || aliases?.includes(first));
  if (noun === undefined) {
    const known = [...nouns.map(({ name }) => name), ...singles.map(({ path }) => path), 'help'];
    return { to: 'nowhere', typed: first, known, parent: '' };
  }
  if (second === undefined) return { to: 'noun', noun, rest: without(1) };
  const leaf = leafOf(noun, second);
  if (leaf !== undefined) return { to: 'leaf', leaf, rest: without(2) };
  const known = noun.verbs.map(({ path }) => path);
  return { to: 'nowhere', typed: `${noun.name} ${second}`, known, parent: noun.name };
}

/** Other words for the verbs of a noun. */
export function aliasesOf(noun: Noun): readonly string[] {
  return [...Object.keys(verbAliases), 'detach'].filter((alias) => leafOf(noun, alias) !== undefined);
}

/** The command of a verb, or of another word for it. */
export function leafOf(noun: Noun, typed: string): Leaf | undefined {
  return noun.verbs.find(({ path }) => path === `${noun.name} ${verbFor(noun, typed)}`);
}

function verbFor(noun: Noun, typed: string): string {
  if (typed === 'detach')
    return noun.name === 'export' ? 'disconnect' : noun.name === 'enrichment' ? 'deactivate' : typed;
  return Object.hasOwn(verbAliases, typed) ? (verbAliases[typed] as string) : typed;
}
