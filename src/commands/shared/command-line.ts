import type { Fields } from '../../fields/field.ts';
import { flagName } from '../../fields/flags.ts';
import { shellWord } from '../../kernel/shell-word.ts';

// Where and as whom is added where the refusal is made; how it is printed and answered is the next run's own.
const ofTheRun = new Set(
  'environment output query columns as no-input accessible timeout no-color quiet verbose help confirm dry-run'.split(
    ' ',
  ),
);

type Given = string | boolean | readonly string[] | undefined;

/** Flags as they were given, or would be. */
export interface GivenFlags {
  readonly [flag: string]: Given;
}

/** A command line that can be typed as it stands, for a refusal to end with. Flags that were not given are left out. */
export function commandLine(path: string, args: readonly string[], flags: GivenFlags = {}): string {
  const given = Object.entries(flags).flatMap(([flag, value]) => {
    if (value === undefined || value === false || ofTheRun.has(flag)) return [];
    return value === true ? [`--${flag}`] : [value].flat().map((one) => `--${flag} ${shellWord(one)}`);
  });
  return ['cinch', path, ...args.map(shellWord), ...given].join(' ');
}

/** Typed flags as they were given, by their names on the command line. */
export function typedFlags(fields: { readonly [key: string]: string | boolean }): GivenFlags {
  return Object.fromEntries(Object.entries(fields).map(([key, value]) => [flagName(key).slice(2), value]));
}

/** Settings as the flags that give them. A flag that a command has of its own gives way to `--set`. */
export function settingFlags(
  fields: Fields,
  settings: { readonly [key: string]: unknown },
  isOwn: (flag: string) => boolean,
): GivenFlags {
  const flags: Record<string, string | true> = {};
  const set: string[] = [];
  for (const [key, value] of Object.entries(settings)) {
    const text = [value].flat().join(',');
    const flag = flagName(key).slice(2);
    const isSwitch = fields[key]?.kind === 'switch';
    const typed = fields[key] !== undefined && !isOwn(flag) && !ofTheRun.has(flag);
    if (!typed || (isSwitch && text !== 'true')) set.push(`${key}=${text}`);
    else flags[flag] = isSwitch ? true : text;
  }
  return { ...flags, set };
}

/** Settings without switches that stand as they do by themselves: what makes something new need not say them. */
export function besidesDefaults(
  fields: Fields,
  settings: { readonly [key: string]: unknown },
): { readonly [key: string]: unknown } {
  const said = ([key, value]: [string, unknown]) => {
    const field = fields[key];
    return field?.kind !== 'switch' || String(value) !== String(field.default);
  };
  return Object.fromEntries(Object.entries(settings).filter(said));
}
