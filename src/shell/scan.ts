import type { Flags } from '../commands/define.ts';

/** A first, forgiving look at a command line, before the type at hand has told which flags there are. */
export interface Scanned {
  readonly positionals: readonly string[];
  value(name: string): string | undefined;
  has(name: string): boolean;
}

/** Splits words from flags. A flag that is not known yet is taken to have a value, unless another flag follows it. */
export function scan(argv: readonly string[], flags: Flags): Scanned {
  const values = new Map<string, string>();
  const positionals: string[] = [];
  const shorts = new Map(
    Object.entries(flags).flatMap(([name, flag]) => (flag.short === undefined ? [] : [[flag.short, name]])),
  );
  const isSwitch = (name: string, following: string | undefined) =>
    flags[name]?.kind === 'switch' ||
    switches.has(name) ||
    (flags[name] === undefined && following?.startsWith('-') === true);
  for (let at = 0; at < argv.length; at += 1) {
    const token = argv[at] as string;
    if (token === '--') {
      positionals.push(...argv.slice(at + 1));
      break;
    }
    if (!token.startsWith('-') || token === '-') positionals.push(token);
    else if (token.startsWith('--')) {
      const [name = '', ...given] = token.slice(2).split('=');
      if (given.length > 0) values.set(name, given.join('='));
      else if (isSwitch(name, argv[at + 1])) values.set(name, '');
      else values.set(name, argv[++at] ?? '');
    } else {
      const name = shorts.get(token[1] as string) ?? '';
      const glued = token.slice(2).replace(/^=/, '');
      if (flags[name]?.kind === 'switch')
        for (const letter of token.slice(1)) values.set(shorts.get(letter) ?? letter, '');
      else values.set(name, glued === '' ? (argv[++at] ?? '') : glued);
    }
  }
  return { positionals, value: (name) => values.get(name), has: (name) => values.has(name) };
}

// Switches that a connection type brings, which take no value of their own.
const switches = new Set(['enable-private-link', 'contacts']);
