import { shellWord } from '../kernel/shell-word.ts';
import type { Scanned } from './scan.ts';

/** A command line that is told to be typed, with where and as whom: without these it would change another environment. */
export function elsewhere(said: string, { value }: Scanned): string {
  const given = ['environment', 'as'].flatMap((flag) => {
    const it = value(flag);
    return it === undefined || said.includes(` --${flag} `) ? [] : [` --${flag} ${shellWord(it)}`];
  });
  return said + given.join('');
}
