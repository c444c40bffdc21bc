import type { Applied } from '../../../model/environment.ts';
import { environmentItself, type TrailMark } from '../../../model/sync.ts';
import type { Asked } from './feed.ts';

/** How many entries of a trail lists of changes made. */
export function entriesOf(applied: readonly Applied[]): number {
  return applied
    .flatMap(({ changes }) => changes)
    .filter(({ change, result }) => change !== 'sync.keep' && result !== 'unchanged').length;
}

/**
 * Where a trail ends after a sync wrote to it, if nobody else did since `mark`: then what the sync itself wrote need not be
 * looked at by the next one.
 */
export async function markAfter(door: Asked, mark: TrailMark, entries: number): Promise<TrailMark> {
  if (entries === 0) return mark;
  const { mark: now } = await door.query('sync.records', { kind: 'environment', ids: [environmentItself] });
  return now.seq === mark.seq + entries ? now : mark;
}
