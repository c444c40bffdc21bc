import { byServer } from './by-server.ts';
import { enter } from './enter.ts';
import { keysKept } from './keys.ts';
import type { ServicePorts } from './ports.ts';
import { readHead, updateHead } from './store/head.ts';

/**
 * Wraps the keys of an environment anew, where `isWorn` says so, while others go on opening with the ones before. False where
 * there was nothing to do, or where another server was first.
 */
export async function rewrapKeys(
  { driver, digest, clock, sealing }: Pick<ServicePorts, 'driver' | 'digest' | 'clock' | 'sealing'>,
  isWorn: (id: string, kept: Parameters<typeof sealing.unlock>[1]) => Promise<boolean>,
): Promise<boolean> {
  const { record } = await driver.read((session) => readHead(session, digest, driver.place));
  const { id, secretStorage: storage, keys } = record;
  if (storage === null || !(await isWorn(id, { storage, keys }))) return false;
  const renewed = await sealing.rewrap(id, { storage, keys }, {});
  return driver.write(async (session) => {
    const head = await readHead(session, digest, driver.place);
    if (keysKept(head.record) !== keysKept(record)) return false;
    const end = await enter(session, digest, head, byServer, {
      at: clock(),
      action: 'environment.edit',
      outcome: 'done',
      target: { kind: 'environment', id, name: record.displayName },
      fields: ['key'],
      reason: null,
      revision: null,
    });
    await updateHead(
      session,
      { ...head, ...end, record: { ...head.record, secretStorage: renewed.storage, keys: renewed.keys } },
      digest,
      driver.place,
    );
    return true;
  });
}
