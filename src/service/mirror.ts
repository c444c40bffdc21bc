import { problem } from '../kernel/problem.ts';
import type { Change } from '../model/change.ts';
import type { Head } from './store/head.ts';

/** A mirror is changed by syncs alone, and hands nothing out. */
export function refuseOnMirror({ record }: Head, changes?: readonly Change[]): void {
  const { copyOf, displayName: name } = record;
  if (copyOf?.mirror !== true || changes?.every(({ change }) => change.startsWith('sync.')) === true) return;
  throw problem('environment.mirror', { name, of: copyOf.name });
}
