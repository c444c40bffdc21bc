import { catalog } from '../../src/catalog/index.ts';
import type { ConnectionType } from '../../src/fields/connection-type.ts';
import type { Field, Fields } from '../../src/fields/field.ts';

/** Every declaration, in the order of the index. */
export const types: readonly ConnectionType[] = await Promise.all(catalog.map((entry) => entry.load()));

export function typeOf(id: string): ConnectionType {
  const found = types.find((type) => type.id === id);
  if (found === undefined) throw new Error(`no connection type ${id}`);
  return found;
}

/** The two declarations of a type: what a connection is given, and what an export or enrichment is given. */
export function declarationsOf(type: ConnectionType): readonly [string, Fields][] {
  return [
    ['fields', type.fields],
    ['usage', type.usage],
  ];
}

/** Every field of a type, with the declaration that it stands in. */
export function fieldsOf(type: ConnectionType): readonly { where: string; key: string; field: Field; among: Fields }[] {
  return declarationsOf(type).flatMap(([name, among]) =>
    Object.entries(among).map(([key, field]) => ({ where: `${type.id} ${name}.${key}`, key, field, among })),
  );
}
