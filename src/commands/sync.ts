import { problem } from '../kernel/problem.ts';
import { defineCommand, longestWait } from './define.ts';
import { askedPair } from './shared/asking/sync-ends.ts';
import type { SyncOptions } from './shared/sync/look.ts';
import { openPair } from './shared/sync/open-pair.ts';
import { preferredOf } from './shared/sync/preferred.ts';
import { rehearse } from './shared/sync/rehearse.ts';
import { createSettling, exitOf } from './shared/sync/settling.ts';
import { syncBoth } from './shared/sync/sync-both.ts';
import { unmadeIfRefused } from './shared/sync/unmade.ts';
import { watch } from './shared/sync/watch.ts';

const usualSeconds = 30;

export default defineCommand({
  path: 'sync',
  summary: 'Keep a copy of an environment here, and bring both together',
  description:
    'Copies an environment to this machine, and from then on brings to each side what changed on the other. What both changed is a conflict: decided field by field at a terminal, with `--prefer`, or left. Stored secrets stay where they are unless `--with-secrets`. With `--watch` the copy is a mirror that is only read. Without `--from` and `--to` it is the copy in use. See `help sync`.',
  changes: true,
  args: [],
  flags: {
    from: { kind: 'text', placeholder: 'NAME', completes: 'environment', help: 'The environment that is copied' },
    to: { kind: 'text', placeholder: 'NAME', completes: 'environment', help: 'The copy on this machine' },
    prefer: {
      kind: 'many',
      placeholder: 'SIDE',
      completes: ['local', 'remote'],
      help: 'Whose version counts where both changed something; `NAME=SIDE` for one thing',
    },
    'skip-conflicts': { kind: 'switch', help: 'Leave what both changed as it is, and do the rest' },
    'with-secrets': { kind: 'switch', help: 'Bring stored secrets along, sealed anew; audited where they come from' },
    'keep-secrets': { kind: 'switch', help: 'Let stored secrets go to a target that came from the other side' },
    afresh: { kind: 'switch', help: 'Compare everything, whatever was known, such as after a restore' },
    watch: { kind: 'switch', help: 'Make a mirror that is only read, and follow the original until Ctrl-C' },
    every: {
      kind: 'number',
      placeholder: 'SECONDS',
      min: 1,
      max: longestWait,
      help: 'How often `--watch` looks; 30 when left out',
    },
  },
  examples: [
    { run: 'sync --from team --to laptop', does: 'make a copy to work in, or bring both together again' },
    { run: 'sync --dry-run', does: 'what would go to each side of the copy in use' },
    { run: 'sync --prefer remote --yes', does: 'take what is there wherever both changed the same' },
    { run: 'sync --from team --to mirror --watch', does: 'a mirror for support, kept up to date' },
  ],

  async run({ flags }, context) {
    if (flags.watch && (flags.prefer.length > 0 || flags['skip-conflicts']))
      refuse('a mirror takes everything as it is there; leave out `--prefer` and `--skip-conflicts`');
    if (flags.every !== undefined && !flags.watch) refuse('`--every` says how often `--watch` looks');
    if (context.common.ifRevision !== undefined)
      refuse('`--if-revision` is about one thing; of all that a sync writes, what moved meanwhile is looked at again');
    const preferred = preferredOf(flags.prefer);
    const { pair, asked } = await askedPair(context, flags);
    const every = flags.every ?? usualSeconds;
    const ends = asked ? { from: pair.original, to: pair.copy } : {};
    const given = { ...flags, ...ends, every: flags.every === undefined ? undefined : String(every) };
    const options: SyncOptions = {
      prefer: preferred.all,
      withSecrets: flags['with-secrets'],
      keepSecrets: flags['keep-secrets'],
      afresh: flags.afresh,
      mirror: flags.watch,
    };
    const skipConflicts = flags['skip-conflicts'];
    if (context.common.dryRun) return rehearse(context, pair, { options, preferred, skipConflicts, given });
    const doors = await openPair(context, pair, flags.watch);
    const more = { preferred, skipConflicts, flags: given, asked, doors };
    const settling = createSettling(context, pair, more);
    const { settle } = settling;
    const pull = (made: boolean) => {
      const run = () => syncBoth(context, pair, { ...doors, options, made, settle });
      return made ? unmadeIfRefused(context, pair, doors.copy, run) : run();
    };
    if (flags.watch) return watch(context, pair, { every, pull });
    const result = await pull(!pair.there);
    const exit = exitOf(result, skipConflicts);
    return { kind: 'SyncResult', data: result, next: result.next, exit, ...settling.same() };
  },
});

function refuse(says: string): never {
  throw problem('usage.arguments', { command: 'sync', says });
}
