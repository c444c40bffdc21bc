import type { SyncSide } from '../model/sync-plan.ts';

/** Both sides as this machine names them, or as people call them. */
export interface ShownSides {
  readonly local: ShownSide;
  readonly remote: ShownSide;
}

interface ShownSide {
  readonly name?: string;
  readonly displayName: string;
}

/** What both sides are called. */
export function sideNames({ local, remote }: ShownSides): { readonly [S in SyncSide]: string } {
  return { local: local.name ?? local.displayName, remote: remote.name ?? remote.displayName };
}
