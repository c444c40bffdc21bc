import { printable } from '../printable.ts';
import { shellWord } from '../shell-word.ts';

/** `1 export`, `2 exports`. */
export const count = (n: number, one: string, many: string = `${one}s`) => `${n} ${n === 1 ? one : many}`;
/** Something that was typed or can be, set apart from the sentence around it. */
export const tick = (text: string) => `\`${printable(text)}\``;
/** A word of a command line that can be typed as it stands. */
export const word = (text: string) => shellWord(printable(text));
/** What was probably meant, where something is near enough. */
export const meant = (nearest: string | undefined) => (nearest === undefined ? '' : `; did you mean ${tick(nearest)}?`);
