import type { Argument, Flags } from '../commands/define.ts';
import type { AnyCommand } from '../commands/tree.ts';
import type { Scanned } from './scan.ts';

/** The arguments that a command needs and its line leaves out. */
export function lackingArguments({ args }: AnyCommand, { positionals }: Scanned): readonly Argument[] {
  return (args as readonly Argument[]).slice(positionals.length).filter(({ optional }) => optional !== true);
}

/** The flags that a command needs and its line leaves out. */
export function lackingFlags({ flags }: AnyCommand, { has }: Scanned): readonly (readonly [string, Flags[string]])[] {
  return Object.entries(flags as Flags).filter(([name, { needed }]) => needed !== undefined && !has(name));
}
