import type { Flags } from '../../commands/define.ts';
import { scan } from '../scan.ts';

/** Where the word that is being typed stands on a line. */
export type Slot =
  | { readonly in: 'flag' }
  /** The value of a flag; `before` is what of the word comes before the value, as in `--role=`. */
  | { readonly in: 'value'; readonly flag: string; readonly before: string }
  | { readonly in: 'argument'; readonly at: number };

// No word of a command line can hold it.
const mark = '\0';

/** Tells it by reading the line as a run would, with a mark in the place of the word. */
export function slotOf(rest: readonly string[], typed: string, flags: Flags): Slot {
  const { positionals, value } = scan([...rest, mark], flags);
  if (positionals.at(-1) !== mark) {
    const flag = Object.keys(flags).find((name) => value(name) === mark) ?? (rest.at(-1) ?? '').replace(/^--?/, '');
    return { in: 'value', flag, before: '' };
  }
  const ended = scan([...rest, `-${mark}`], flags).positionals.length > positionals.length - 1;
  if (ended || !typed.startsWith('-')) return { in: 'argument', at: positionals.length - 1 };
  const given = /^--([^=]+)=/.exec(typed);
  return given === null ? { in: 'flag' } : { in: 'value', flag: given[1] as string, before: given[0] };
}
