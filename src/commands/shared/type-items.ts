import { type CatalogEntry, catalog } from '../../catalog/index.ts';
import type { ConnectionType } from '../../fields/connection-type.ts';
import type { Context } from '../context.ts';

/** A connection type as Discover shows it (R4). */
export type TypeItem = ReturnType<typeof itemOf>;

/** What a list of types can be ordered by. */
export const typeOrders = [
  'id',
  'name',
  'summary',
  'article',
  'purpose',
  'category',
  'status',
  'addable',
  'usesType',
  'keyVault',
  'shareable',
] as const satisfies readonly (keyof TypeItem)[];

/** The catalog's types and the environment's own, without loading a declaration of the catalog. */
export async function typeItems(context: Context): Promise<readonly TypeItem[]> {
  const known = await context.knownEnvironment();
  if (known === undefined) return catalog.map(itemOf);
  const { items } = await (await context.environment()).query('type.list', {});
  return [...catalog.map(itemOf), ...items.map(typeItem)];
}

export function typeItem(type: ConnectionType): TypeItem {
  return itemOf({
    ...type,
    status: type.standing.status,
    usesType: type.usesType ?? null,
    keyVault: type.keyVault !== undefined,
  });
}

function itemOf({ id, label, summary, article, ...rest }: Omit<CatalogEntry, 'load'>) {
  const { purpose, category, status, addable, usesType, keyVault, shareable } = rest;
  return { id, name: label, summary, article, purpose, category, status, addable, usesType, keyVault, shareable };
}
