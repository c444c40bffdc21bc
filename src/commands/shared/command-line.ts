import { shellWord } from '../../kernel/shell-word.ts';

type Given = string | boolean | readonly string[] | undefined;

/** A command line that can be typed as it stands, for a refusal to end with. Flags that were not given are left out. */
export function commandLine(
  path: string,
  args: readonly string[],
  flags: { readonly [flag: string]: Given } = {},
): string {
  const given = Object.entries(flags).flatMap(([flag, value]) => {
    if (value === undefined || value === false) return [];
    return value === true ? [`--${flag}`] : [value].flat().map((one) => `--${flag} ${shellWord(one)}`);
  });
  return ['cinch', path, ...args.map(shellWord), ...given].join(' ');
}
