import { shellWord } from '../kernel/shell-word.ts';
import { withFlags } from '../kernel/with-flags.ts';
import type { Settings } from './settings.ts';

/** A command line that is told to be typed, with where and as whom: without these it would change another environment. */
export function elsewhere(said: string, settings: Settings): string {
  return saying(said, { ...environmentOf(settings), as: settings.scanned.value('as') });
}

const environmentOf = ({ scanned, gone }: Settings) => ({ environment: gone() ?? scanned.value('environment') });

function saying(said: string, where: { readonly [flag: string]: string | undefined }): string {
  const given = Object.entries(where).flatMap(([flag, it]) =>
    it === undefined ||
    said.includes(` --${flag} `) ||
    said.includes(` --${flag}=`) ||
    (flag === 'environment' && said.includes(' -e '))
      ? []
      : [`--${flag} ${shellWord(it)}`],
  );
  return withFlags(said, given.join(' '));
}

// What has nothing to do with one environment, or names its own.
const anywhere = /^cinch (?:environment|help|version|config|completion|schema|demo|serve)\b| --help$/;

/** What mends a failure, with where; as whom is left to whoever mends it, because it may be what failed. */
export function mendedElsewhere(fix: string, settings: Settings): string {
  return mendedIn(fix, environmentOf(settings).environment);
}

/** The same for an environment that is known by name. */
export function mendedIn(fix: string, environment: string | undefined): string {
  return fix.startsWith('cinch ') && !anywhere.test(fix) ? saying(fix, { environment }) : fix;
}
