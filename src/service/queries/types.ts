import type { ConnectionType } from '../../fields/connection-type.ts';
import type { CustomType } from '../../model/custom-type.ts';
import type { Asking } from '../asking.ts';
import { recordOf } from '../store/tables.ts';
import { createTypes, type Types } from '../types.ts';
import { verifyAll, verifySmall } from './verify.ts';

/** The catalog's types and the environment's own, for answering: one view, in which each is looked up once. */
export function typesFor(asking: Asking): Types {
  const { session, ports } = asking;
  const looked = new Map<string, Promise<ConnectionType | undefined>>();
  const look = async (id: string) => {
    const row = await session.one('SELECT * FROM types WHERE name = ?', id);
    if (row?.name === id) return recordOf('type', row, ports.digest, ports.driver.place).declaration;
    await verifyAll(asking, 'type', ({ name }) => name === id);
    return undefined;
  };
  return createTypes((id) => {
    const known = looked.get(id) ?? look(id);
    looked.set(id, known);
    return known;
  });
}

/** The environment's own types; the catalog's are known to everyone without asking. */
export async function typeList(asking: Asking): Promise<{ items: readonly ConnectionType[] }> {
  const { session, ports } = asking;
  await verifySmall(asking, 'type');
  // Past the index, which may leave out or repeat what the table holds.
  const rows = await session.all("SELECT * FROM types WHERE sum || '' <> '' ORDER BY name || ''");
  const types: CustomType[] = rows.map((row) => recordOf('type', row, ports.digest, ports.driver.place));
  return { items: types.map((type) => type.declaration) };
}

export async function typeShow(asking: Asking, { type }: { type: string }): Promise<{ declaration: ConnectionType }> {
  return { declaration: await typesFor(asking).get(type) };
}
