import { expect, test } from '@jest/globals';
import type { Context } from '../../src/commands/context.ts';
import { watch } from '../../src/commands/shared/sync/watch.ts';
import { isProblem, problem } from '../../src/kernel/problem.ts';
import type { SyncLine } from '../../src/model/sync-plan.ts';
import type { SyncResult } from '../../src/model/sync-result.ts';

const none = { create: 0, change: 0, rename: 0, remove: 0, blocked: 0 };
const line: SyncLine = {
  action: 'change',
  to: 'local',
  kind: 'connection',
  id: 'id',
  name: 'news',
  fields: [],
  by: 'ana',
  at: '2026-01-01T00:00:00.000Z',
};
const pulled = (lines: readonly SyncLine[]): SyncResult => ({
  result: lines.length === 0 ? 'unchanged' : 'synced',
  made: false,
  mirror: true,
  local: { id: 'a', name: 'mirror', displayName: 'mirror' },
  remote: { id: 'b', name: 'team', displayName: 'Contoso' },
  counts: { local: { ...none, change: lines.length }, remote: none, conflicts: 0, undecided: 0, holes: 0 },
  lines,
  conflicts: [],
  holes: [],
  syncedAt: '2026-01-02T00:00:00.000Z',
  next: [],
});
const away = () => problem('remote.unreachable', { host: 'cinch.example', says: 'has no address' });
const late = () => problem('remote.late', { host: 'cinch.example', seconds: 60 });

/** Watches through these pulls, and is ended after the last one. */
async function watched(pulls: readonly (() => SyncResult)[]) {
  const notes: string[] = [];
  const pauses: number[] = [];
  let done = 0;
  let closed = false;
  const context = {
    io: { note: (it: string) => notes.push(it), width: 80 },
    ending: async () => ({
      code: () => (done >= pulls.length ? 130 : undefined),
      pause: async (ms: number) => {
        pauses.push(ms / 1000);
      },
      close: () => {
        closed = true;
      },
    }),
  } as unknown as Context;
  const pull = async () => {
    done += 1;
    return (pulls[done - 1] as () => SyncResult)();
  };
  const outcome = await watch(context, { copy: 'mirror', original: 'team', there: true }, { every: 30, pull });
  const results: object[] = [];
  let code: string | undefined;
  try {
    for await (const it of outcome.stream as AsyncIterable<object>) results.push(it);
  } catch (error) {
    if (!isProblem(error)) throw error;
    code = error.code;
  }
  return { notes, pauses, results, code, closed, exit: outcome.exit };
}

test('a server that is away is told once and tried with growing pauses, and told again when it answers', async () => {
  const fail = () => {
    throw away();
  };
  const failLate = () => {
    throw late();
  };
  const many = Array.from({ length: 6 }, () => fail);
  const { notes, pauses, results, exit, closed } = await watched([
    () => pulled([]),
    fail,
    failLate,
    ...many,
    () => pulled([line]),
    () => pulled([]),
  ]);

  expect(notes).toEqual([
    'mirror follows team, every 30 s; Ctrl-C ends it',
    '`cinch.example` has no address; it is tried again',
    'team answers again',
    '2026-01-02T00:00:00.000Z  1 changed: connection news',
  ]);
  expect(pauses).toEqual([30, 60, 120, 240, 480, 600, 600, 600, 600, 30]);
  expect([results.length, exit, closed]).toEqual([3, 130, true]);
});

test('who is signed out, or may not look any more, is told so, and it ends', async () => {
  const { code, closed } = await watched([
    () => pulled([]),
    () => {
      throw problem('signed_out', { environment: 'team', why: 'the sign-in has ended' });
    },
    () => pulled([]),
  ]);
  expect([code, closed]).toEqual(['signed_out', true]);
});

test('a pull that changed more than stands in a line names the first and counts the rest', async () => {
  const { notes } = await watched([() => pulled([line, line, line, line, line])]);
  expect(notes[1]).toBe(
    '2026-01-02T00:00:00.000Z  5 changed: connection news, connection news, connection news, 2 more',
  );
});
