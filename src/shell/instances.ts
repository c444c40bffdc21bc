import { systemClock } from '../adapters/system/clock.ts';
import { newId } from '../adapters/system/new-id.ts';
import { newToken } from '../adapters/system/new-token.ts';
import type { EnvironmentAbout } from '../commands/context.ts';
import type { Instances } from '../http/api/asked.ts';
import type { Digest } from '../kernel/ports.ts';
import { problem } from '../kernel/problem.ts';
import type { SecretValue } from '../kernel/secret-value.ts';
import type { Caller } from '../model/caller.ts';
import type { Environment } from '../model/environment.ts';
import { daysAfter } from '../model/token.ts';
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

/** How long the token lasts that a server begins with. */
const firstTokenDays = 7;

/** The instances of a server, each behind the same door as an environment of one machine. */
export function createInstances({ stores, sealing, digest, issuer }: Parts): Instances {
  async function open(id: string, caller: Caller): Promise<Environment> {
    if (!(await stores.has(id)))
      throw problem('not_found', { kind: 'instance', ref: id, list: 'cinch environment list' });
    const ports = { driver: stores.open(id), digest, clock: systemClock, newId, sealing, caller, served: true };
    return createService({ ...ports, ...(issuer === undefined ? {} : { issuer }) });
  }
  return {
    list: stores.list,
    open,
    ready: stores.ready,
    async make(about, caller) {
      const [home = ''] = await stores.list();
      const { user, role, token } = await (await open(home, caller)).query('whoami', {});
      if (role !== 'administrator')
        throw problem('forbidden', { role, action: 'environment add', needs: 'an administrator of the home instance' });
      const id = newId();
      await stores.make(id, seeder(id, { ...about, ...administratorOf(caller, user, token?.expiresAt) }, digest));
      return id;
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
  const { token, ...known } = newToken(digest);
  const instanceId = newId();
  const expiresAt = daysAfter(systemClock(), firstTokenDays);
  await stores.make(instanceId, seeder(instanceId, { ...about, token: { ...known, expiresAt } }, digest));
  return { token, instanceId };
}

/** Who administers a new instance: whoever makes it, by the same token or as the same person. */
function administratorOf(caller: Caller, user: string, expiresAt = ''): Pick<Seed, 'account' | 'token' | 'principal'> {
  if (caller.kind === 'token')
    return { account: user, token: { id: caller.token, secretSum: caller.secretSum, expiresAt } };
  if (caller.kind === 'account') return { account: user };
  const { principal: kind, issuer, subject, email } = caller;
  return { account: email ?? subject.replaceAll(/[^\p{L}\p{N}._-]/gu, '-'), principal: { kind, issuer, subject } };
}

// The first id that is asked for is the environment's own.
function seeder(
  id: string,
  about: Seed,
  digest: Digest,
): (driver: Parameters<typeof seedEnvironment>[0]) => Promise<void> {
  const ids = [id];
  const ports = { clock: systemClock, newId: () => ids.pop() ?? newId(), digest };
  return (driver) => seedEnvironment(driver, about, ports);
}
