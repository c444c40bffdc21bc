import { printable } from '../printable.ts';
import { shellWord } from '../shell-word.ts';

/** `1 export`, `2 exports`. */
export const count = (n: number, one: string, many: string = `${one}s`) => `${n} ${n === 1 ? one : many}`;
/** `2 connections and 1 export`: each thing of which there is one at least. */
export const counted = (...things: readonly (readonly [n: number, one: string])[]) => {
  const parts = things.flatMap(([n, one]) => (n > 0 ? [count(n, one)] : []));
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
};
/** Something that was typed or can be, set apart from the sentence around it. */
export const tick = (text: string) => `\`${printable(text)}\``;
/** A word of a command line that can be typed as it stands. */
export const word = (text: string) => shellWord(printable(text));
/** `a`, `b`, each set apart. */
export const ticked = (texts: readonly string[]) => texts.map(tick).join(', ');
/** What was probably meant, where something is near enough. */
export const meant = (nearest: string | undefined) => (nearest === undefined ? '' : `; did you mean ${tick(nearest)}?`);
