import { catalog } from '../../catalog/index.ts';
import type { ConnectionType } from '../../fields/connection-type.ts';
import { nearest } from '../../kernel/nearest.ts';
import { problem } from '../../kernel/problem.ts';
import type { Looking } from '../context.ts';
import { declarationOf } from './type-fields.ts';

/** A declaration by id, or the refusal that names the nearest. One of the catalog is found without an environment. */
export async function typeAt(context: Looking, id: string): Promise<ConnectionType> {
  const found = await declarationOf(context, id);
  if (found !== undefined) return found;
  const meant = nearest(
    id,
    catalog.map((entry) => entry.id),
  );
  throw problem('not_found', { kind: 'connection type', ref: id, nearest: meant, list: 'cinch type list' });
}
