import type { ShareWord } from '../../model/change.ts';
import type { ConnectionDetail } from '../../model/query.ts';
import type { SharingVerb } from '../../plan/sharing-effect.ts';
import type { Context } from '../context.ts';
import type { SharingChange } from './asking/sharing-change.ts';

/** For whom a connection is shared or unshared: asked of a person where it is not given, all contributors elsewhere. */
export async function sharingChange(
  context: Context,
  verb: SharingVerb,
  connection: ConnectionDetail,
  given: readonly ShareWord[],
): Promise<SharingChange> {
  if (!context.prompt.interactive)
    return { who: given.length === 0 ? ['contributors'] : given, asked: false, gate: {} };
  const { askSharingChange } = await import('./asking/sharing-change.ts');
  return askSharingChange(context, verb, connection, given);
}
