import type { Purpose } from '../fields/connection-type.ts';
import type { SharedWithNames } from '../model/query.ts';

interface Shared {
  readonly purpose: Purpose;
  readonly sharedWith: SharedWithNames;
}

/** Who may use a connection, as one word or as names (R10, R14, R15, D16). */
export function whoMayUse({ purpose, sharedWith }: Shared): string {
  if (purpose === 'enrichment') return 'contributors';
  if (purpose === 'miscellaneous') return 'administrators';
  return typeof sharedWith === 'string' ? sharedWith : sharedWith.join(', ');
}

/** The same as a page says it: administrators always may. */
export function whoMayUseInFull(connection: Shared): string {
  const who = whoMayUse(connection);
  if (who === 'administrators') return 'administrators';
  if (who === 'contributors') return 'administrators and contributors';
  return `administrators, and of the contributors ${who}`;
}
