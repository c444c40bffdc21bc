import { catalog } from '../../catalog/index.ts';
import type { ConnectionType } from '../../fields/connection-type.ts';
import type { Fields } from '../../fields/field.ts';
import type { Looking } from '../context.ts';

/** The fields a connection of a type asks. An unknown type is left for the service to refuse, once and in its words. */
export async function typeFields(context: Looking, id: string): Promise<Fields> {
  return (await declarationOf(context, id))?.fields ?? {};
}

/** A declaration by id: the catalog's without opening anything, then the environment's own. */
export async function declarationOf(context: Looking, id: string): Promise<ConnectionType | undefined> {
  const entry = catalog.find((it) => it.id === id);
  if (entry !== undefined) return entry.load();
  if ((await context.knownEnvironment()) === undefined) return undefined;
  const { items } = await (await context.environment()).query('type.list', {});
  return items.find((type) => type.id === id);
}
