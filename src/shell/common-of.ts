import type { Common } from '../commands/context.ts';
import type { AnyCommand } from '../commands/tree.ts';
import type { Presenter } from './present.ts';

/**
 * The flags that every command has. Machine formats that were asked for are whole unless a limit is given; what a person
 * reads comes a page at a time.
 */
export function commonOf(
  flags: { readonly [name: string]: unknown },
  command: AnyCommand,
  { settings, isTerminal: terminal }: Presenter,
): Common {
  const format = command.lists === true ? settings.output() : undefined;
  const paged = format === undefined || format === 'table' || (format === 'wide' && terminal.out);
  const limit = flags.limit as number | undefined;
  return {
    dryRun: flags['dry-run'] === true,
    yes: flags.yes === true,
    confirm: flags.confirm as string | undefined,
    ifRevision: flags['if-revision'] as number | undefined,
    reason: flags.reason as string | undefined,
    ifExists: (flags['if-exists'] as Common['ifExists'] | undefined) ?? 'fail',
    limit: limit === 0 ? undefined : (limit ?? (paged ? 50 : undefined)),
    sort: flags.sort as string | undefined,
    next: flags.next as string | undefined,
    search: flags.search as string | undefined,
    verbose: flags.verbose === true,
  };
}
