import { shellWord } from '../kernel/shell-word.ts';
import { withFlags } from '../kernel/with-flags.ts';
import type { Settings } from './settings.ts';

/** A command line that is told to be typed, with where and as whom: without these it would change another environment. */
export function elsewhere(said: string, { scanned, gone }: Settings): string {
  const where = { environment: scanned.value('environment') ?? gone(), as: scanned.value('as') };
  const given = Object.entries(where).flatMap(([flag, it]) =>
    it === undefined || said.includes(` --${flag} `) ? [] : [`--${flag} ${shellWord(it)}`],
  );
  return withFlags(said, given.join(' '));
}
