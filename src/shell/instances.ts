import { systemClock } from '../adapters/system/clock.ts';
import { newId } from '../adapters/system/new-id.ts';
import { newToken } from '../adapters/system/new-token.ts';
import type { EnvironmentAbout } from '../commands/shared/environments.ts';
import type { Instances } from '../http/api/asked.ts';
import type { Digest } from '../kernel/ports.ts';
import { problem } from '../kernel/problem.ts';
import type { SecretValue } from '../kernel/secret-value.ts';
import type { Caller } from '../model/caller.ts';
import type { Environment } from '../model/environment.ts';
import { daysAfter } from '../model/token.ts';
import { recoverAdministrator } from '../service/recover.ts';
import { type Seed, seedEnvironment } from '../service/seed.ts';
import { createService } from '../service/service.ts';
import type { InstanceStores } from '../service/store/instance-stores.ts';
import type { Sealing } from '../service/store/sealing.ts';

interface Parts {
  readonly stores: InstanceStores;
  readonly sealing: Sealing;
  readonly digest: Digest;
  readonly issuer: string | undefined;
}

/** How long a token lasts that an instance begins with, or that leads back into one. */
const firstTokenDays = 1;

/** The instances of a server, each behind the same door as an environment of one machine. */
export function createInstances({ stores, sealing, digest, issuer }: Parts): Instances {
  async function open(id: string, caller: Caller): Promise<Environment> {
    if (!(await stores.has(id))) throw noInstance(id);
    const ports = { driver: stores.open(id), digest, clock: systemClock, newId, sealing, caller, served: true };
    return createService({ ...ports, ...(issuer === undefined ? {} : { issuer }) });
  }
  return {
    list: stores.list,
    open,
    ready: stores.ready,
    async make(about, caller) {
      const [home = ''] = await stores.list();
      const { user, role } = await (await open(home, caller)).query('whoami', {});
      if (role !== 'administrator')
        throw problem('forbidden', { role, action: 'environment add', needs: 'an administrator of the home instance' });
      const id = newId();
      const createdAt = systemClock();
      const { first, token, account } = administratorOf(caller, user, digest);
      await stores.make(id, seeder(id, { ...about, account, ...first }, digest, createdAt));
      return { instanceId: id, createdAt, createdBy: account, token };
    },
  };
}

/** Makes the first instance, whose administrators administer the server, and the token of the first of them. */
export async function makeFirst(
  stores: InstanceStores,
  {
    place,
    digest,
    ...about
  }: EnvironmentAbout & { readonly account: string; readonly place: string; readonly digest: Digest },
): Promise<{ readonly token: SecretValue; readonly instanceId: string }> {
  if ((await stores.list()).length > 0) throw problem('serving.exists', { place });
  const { token, known } = firstToken(digest);
  const instanceId = newId();
  await stores.make(instanceId, seeder(instanceId, { ...about, token: known }, digest, systemClock()));
  return { token, instanceId };
}

/** A way back in: a new token of an administrator, in the home instance unless another is named. */
export async function recover(
  stores: InstanceStores,
  { instance, place, account, digest }: Recovering,
): Promise<{ readonly token: SecretValue; readonly instanceId: string }> {
  const instanceId = instance ?? (await stores.list())[0];
  if (instanceId === undefined) throw problem('serving.none', { place });
  if (!(await stores.has(instanceId))) throw noInstance(instanceId);
  const { token, known } = firstToken(digest);
  const ports = { driver: stores.open(instanceId), digest, clock: systemClock, newId };
  await recoverAdministrator(ports, { account, token: known });
  return { token, instanceId };
}

interface Recovering {
  readonly instance: string | undefined;
  readonly place: string;
  readonly account: string;
  readonly digest: Digest;
}

const noInstance = (ref: string) => problem('not_found', { kind: 'instance', ref, list: 'cinch environment list' });

function firstToken(digest: Digest) {
  const { token, ...known } = newToken(digest);
  return { token, known: { ...known, expiresAt: daysAfter(systemClock(), firstTokenDays) } };
}

/** Who administers a new instance: whom an issuer vouches for as the same person, others by a token of that instance alone. */
function administratorOf(caller: Caller, user: string, digest: Digest) {
  if (caller.kind === 'identity') {
    const { principal: kind, issuer, subject, email } = caller;
    const account = email ?? subject.replaceAll(/[^\p{L}\p{N}._-]/gu, '-');
    return { account, first: { principal: { kind, issuer, subject } }, token: null };
  }
  const { token, known } = firstToken(digest);
  return { account: user, first: { token: known }, token };
}

// The first id that is asked for is the environment's own.
function seeder(
  id: string,
  about: Seed,
  digest: Digest,
  now: string,
): (driver: Parameters<typeof seedEnvironment>[0]) => Promise<void> {
  const ids = [id];
  const ports = { clock: () => now, newId: () => ids.pop() ?? newId(), digest };
  return (driver) => seedEnvironment(driver, about, ports);
}
