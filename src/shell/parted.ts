import type { AnyCommand } from '../commands/tree.ts';

/** The words of a command line, and those after `--` where they are a command of their own. */
export function parted(
  { passes }: Pick<AnyCommand, 'passes'>,
  words: readonly string[],
): { readonly own: readonly string[]; readonly passed: readonly string[] } {
  const at = passes === undefined ? -1 : words.indexOf('--');
  return at < 0 ? { own: words, passed: [] } : { own: words.slice(0, at), passed: words.slice(at + 1) };
}
