import { problem } from '../kernel/problem.ts';
import type { Change } from '../model/change.ts';
import type { Head } from './store/head.ts';

/** A mirror is changed by syncs with its original alone, a copy of its own included, and hands nothing out. */
export function refuseOnMirror({ record }: Head, changes?: readonly Change[]): void {
  const { copyOf, displayName: name } = record;
  if (copyOf?.mirror !== true || changes?.every((it) => comesFrom(it, copyOf.environment)) === true) return;
  throw problem('environment.mirror', { name, of: copyOf.name });
}

function comesFrom(change: Change, original: string): boolean {
  if (change.change === 'sync.keep') return true;
  return (change.change === 'sync.put' || change.change === 'sync.remove') && change.origin.environment === original;
}
