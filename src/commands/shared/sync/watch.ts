import { printable } from '../../../kernel/printable.ts';
import { isProblem } from '../../../kernel/problem.ts';
import { syncActions } from '../../../model/sync-plan.ts';
import type { SyncResult } from '../../../model/sync-result.ts';
import type { Context } from '../../context.ts';
import type { Outcome } from '../../define.ts';
import type { Pair } from './pair.ts';

interface Watching {
  readonly every: number;
  /** One sync; whether it made the copy is told by the first. */
  readonly pull: (made: boolean) => Promise<SyncResult>;
}

// However long a server is away, it is looked for again this often at least.
const longestPauseMs = 10 * 60_000;

/** Pulls again and again until somebody ends it, which is between two pulls and never within one. */
export async function watch(context: Context, pair: Pair, watching: Watching): Promise<Outcome> {
  const ending = await context.ending();
  return {
    kind: 'SyncResult',
    data: {},
    documents: true,
    stream: pulls(),
    get exit() {
      return ending.code() ?? 0;
    },
  };

  async function* pulls(): AsyncGenerator<SyncResult> {
    const { note } = context.io;
    const everyMs = watching.every * 1000;
    let away = 0;
    let made = !pair.there;
    note(`${pair.copy} follows ${pair.original}, every ${watching.every} s; Ctrl-C ends it`);
    try {
      while (ending.code() === undefined) {
        const result = await watching.pull(made).catch((error: unknown) => {
          // Who is signed out, or may not look any more, would ask in vain.
          if (!isProblem(error) || error.exit !== 12) throw error;
          if (away === 0) note(`${error.detail}; it is tried again`);
          return undefined;
        });
        if (result === undefined) away += 1;
        else {
          if (away > 0) note(`${pair.original} answers again`);
          away = 0;
          made = false;
          if (result.result === 'synced') note(`${result.syncedAt}  ${inShort(result)}`);
          yield result;
        }
        if (ending.code() === undefined)
          await ending.pause(Math.max(everyMs, Math.min(everyMs * 2 ** away, longestPauseMs)));
      }
    } finally {
      ending.close();
    }
  }
}

const did = { create: 'created', change: 'changed', rename: 'renamed', remove: 'removed', blocked: 'stopped' } as const;

// As many as stand in a line of a log.
const mostNames = 3;

function inShort({ counts: { local }, lines }: SyncResult): string {
  const counted = syncActions.flatMap((action) => (local[action] > 0 ? [`${local[action]} ${did[action]}`] : []));
  const names = lines.slice(0, mostNames).map(({ kind, name }) => `${kind} ${printable(name)}`);
  const more = lines.length > mostNames ? [`${lines.length - mostNames} more`] : [];
  return lines.length === 0 ? 'nothing was there' : `${counted.join(', ')}: ${[...names, ...more].join(', ')}`;
}
