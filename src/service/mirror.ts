import { problem } from '../kernel/problem.ts';
import type { Change } from '../model/change.ts';
import type { Head } from './store/head.ts';

/**
 * A mirror is changed by syncs with its original alone, not with a copy of its own, and hands nothing out. What is of this
 * machine and not of the original stays open.
 */
export function refuseOnMirror({ record }: Head, changes?: readonly Change[]): void {
  const { copyOf, displayName: name } = record;
  if (copyOf?.mirror !== true || changes?.every((it) => isOpen(it, copyOf.environment)) === true) return;
  throw problem('environment.mirror', { name, of: copyOf.name });
}

function isOpen(change: Change, original: string): boolean {
  // How it is called and graded here, and what keeps the key of its secrets, is nothing that the original says.
  if (change.change === 'environment.edit') return change.tenant === undefined;
  if (change.change === 'sync.keep') return true;
  return (change.change === 'sync.put' || change.change === 'sync.remove') && change.origin.environment === original;
}
