import { createDigest } from '../../src/adapters/system/digest.ts';
import { newId } from '../../src/adapters/system/new-id.ts';
import type { Environment } from '../../src/model/environment.ts';
import { seedEnvironment } from '../../src/service/seed.ts';
import { createService } from '../../src/service/service.ts';
import type { Driver } from '../../src/service/store/driver.ts';
import type { InstanceStores } from '../../src/service/store/instance-stores.ts';
import { cheapSealing } from './fault-store.ts';

const digest = createDigest();
const clock = () => new Date().toISOString();

/** Fills an instance with an environment of this id, `admin` being its first administrator. */
export function seedOf(id: string) {
  const about = { displayName: id, production: false, tenant: null, account: 'admin' };
  const ids = [id];
  return (driver: Driver) => seedEnvironment(driver, about, { clock, digest, newId: () => ids.pop() ?? newId() });
}

/** A door for `admin`, one of many that share a store. */
export function doorTo(stores: InstanceStores, id: string): Environment {
  const caller = { kind: 'account', name: 'admin' } as const;
  return createService({ driver: stores.open(id), digest, clock, newId, sealing: cheapSealing(), caller });
}

/** What a server says of an instance that it made for whom an issuer vouches. */
export function madeInstance(instanceId: string) {
  return { instanceId, createdAt: '2026-01-01T00:00:00.000Z', createdBy: 'admin', token: null };
}
