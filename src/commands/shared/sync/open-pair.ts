import { problem } from '../../../kernel/problem.ts';
import type { Environment } from '../../../model/environment.ts';
import type { Context } from '../../context.ts';
import { makeCopy } from './make-copy.ts';
import { openSide } from './open-side.ts';
import type { Pair } from './pair.ts';

/** Opens both sides, makes the copy where there is none, and names it on stderr. */
export async function openPair(
  context: Context,
  pair: Pair,
  mirror: boolean,
): Promise<{ readonly copy: Environment; readonly original: Environment }> {
  const original = await openSide(context, pair.original);
  if (!pair.there) await makeCopy(context, pair, original, mirror);
  const copy = await openSide(context, pair.copy);
  const { copyOf } = await copy.query('environment.show', {});
  if (mirror && copyOf?.mirror !== true) throw problem('sync.worked_in', { from: pair.original, to: pair.copy });
  const before = copyOf === null || copyOf.name === pair.original ? '' : `, so far of ${copyOf.name}`;
  context.io.note(
    `environment ${pair.copy}, a ${copyOf?.mirror === true ? 'mirror' : 'copy'} of ${pair.original}${before}`,
  );
  return { copy, original };
}
