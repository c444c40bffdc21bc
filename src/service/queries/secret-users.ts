import type { Connection, KeptSecret } from '../../model/connection.ts';
import type { Asking } from '../asking.ts';
import { sealer } from '../keys.ts';
import { recordOf } from '../store/tables.ts';
import { findRecord } from './find.ts';

/**
 * The ids of all connections that hold a secret of this one's, itself included. References are the same by name; stored
 * values are opened and compared, and nothing but the ids leaves this place.
 */
export async function withSecretOf(asking: Asking, ref: string): Promise<readonly string[]> {
  const { session, ports } = asking;
  const subject = await findRecord(asking, 'connection', ref);
  const open = await opener(asking, subject);
  const own = new Set(marksOf(subject, open));
  if (own.size === 0) return [subject.id];
  const rows = await session.all('SELECT * FROM connections');
  const others = rows.map((row) => recordOf('connection', row, ports.digest, ports.driver.place));
  return others
    .filter((it) => it.id === subject.id || marksOf(it, open).some((mark) => own.has(mark)))
    .map(({ id }) => id);
}

type Open = (connection: Connection, field: string, kept: KeptSecret) => string | undefined;

// Without a stored secret of its own there is nothing to open, and no key is asked for.
async function opener({ head, ports }: Asking, subject: Connection): Promise<Open> {
  const { id, secretStorage: storage, keys } = head.record;
  const stored = Object.values(subject.secrets).some(({ source }) => source === 'stored');
  if (!stored || storage === null || ports.sealing === undefined) return () => undefined;
  const ring = await ports.sealing.unlock(id, { storage, keys });
  const { openSecret } = sealer(head, { keys: '', ring, newKeys: undefined }, '');
  return (connection, field, kept) => {
    try {
      return openSecret(connection.id, connection.name, field, kept).reveal();
    } catch {
      // A damaged one equals no other; what uses it names the damage.
      return undefined;
    }
  };
}

function marksOf(connection: Connection, open: Open): readonly string[] {
  return Object.entries(connection.secrets).flatMap(([field, kept]) => {
    if (kept.source === 'missing') return [];
    if (kept.source === 'keyvault') return [`keyvault ${kept.secret.toLowerCase()}`];
    const value = open(connection, field, kept);
    return value === undefined ? [] : [`stored ${value}`];
  });
}
