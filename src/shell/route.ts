import { type Leaf, type Noun, nouns, singles, verbAliases } from '../commands/tree.ts';
import { nearest } from '../kernel/nearest.ts';
import { problem } from '../kernel/problem.ts';

/** Where a command line leads: to one command, to the commands of a noun, or to all of them. */
export type Route =
  | { readonly to: 'leaf'; readonly leaf: Leaf; readonly rest: readonly string[] }
  | { readonly to: 'noun'; readonly noun: Noun; readonly rest: readonly string[] }
  | { readonly to: 'help'; readonly words: readonly string[] }
  | { readonly to: 'root'; readonly rest: readonly string[] };

const valued = new Set(['-e', '--environment', '-o', '--output', '--query', '--columns', '--as', '--timeout']);

/** Walks the static tree; flags that every command has may stand before the words. */
export function route(argv: readonly string[]): Route {
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
  const single = singles.find(({ path }) => path === first);
  if (single !== undefined) return { to: 'leaf', leaf: single, rest: without(1) };
  const noun = nouns.find(({ name, aliases }) => name === first || aliases?.includes(first));
  if (noun === undefined)
    throw unknownCommand(first, [...nouns.map(({ name }) => name), ...singles.map(({ path }) => path), 'help'], '');
  if (second === undefined) return { to: 'noun', noun, rest: without(1) };
  const verb = verbFor(noun, second);
  const leaf = noun.verbs.find(({ path }) => path === `${noun.name} ${verb}`);
  if (leaf === undefined)
    throw unknownCommand(
      `${noun.name} ${second}`,
      noun.verbs.map(({ path }) => path),
      noun.name,
    );
  return { to: 'leaf', leaf, rest: without(2) };
}

function verbFor(noun: Noun, typed: string): string {
  if (typed === 'detach')
    return noun.name === 'export' ? 'disconnect' : noun.name === 'enrichment' ? 'deactivate' : typed;
  return Object.hasOwn(verbAliases, typed) ? (verbAliases[typed] as string) : typed;
}

function unknownCommand(typed: string, known: readonly string[], parent: string) {
  return problem('usage.unknown_command', { typed, nearest: nearest(typed, known), parent });
}
