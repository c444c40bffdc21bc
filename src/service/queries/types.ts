import type { ConnectionType } from '../../fields/connection-type.ts';
import type { CustomType } from '../../model/custom-type.ts';
import type { Asking } from '../asking.ts';
import { recordOf } from '../store/tables.ts';
import { createTypes, type Types } from '../types.ts';

/** The catalog's types and the environment's own, for answering. */
export function typesFor({ session, ports }: Asking): Types {
  return createTypes(async (id) => {
    const row = await session.one('SELECT * FROM types WHERE name = ?', id);
    return row === undefined ? undefined : recordOf('type', row, ports.digest, ports.driver.place).declaration;
  });
}

/** The environment's own types; the catalog's are known to everyone without asking. */
export async function typeList({ session, ports }: Asking): Promise<{ items: readonly ConnectionType[] }> {
  const rows = await session.all('SELECT * FROM types ORDER BY name');
  const types: CustomType[] = rows.map((row) => recordOf('type', row, ports.digest, ports.driver.place));
  return { items: types.map((type) => type.declaration) };
}

export async function typeShow(asking: Asking, { type }: { type: string }): Promise<{ declaration: ConnectionType }> {
  return { declaration: await typesFor(asking).get(type) };
}
