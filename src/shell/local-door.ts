import { createLocalEnvironments, type LocalEnvironments } from '../adapters/sqlite/environments.ts';
import { machineAccount } from '../adapters/system/account.ts';
import { systemClock } from '../adapters/system/clock.ts';
import { createDigest } from '../adapters/system/digest.ts';
import { newId } from '../adapters/system/new-id.ts';
import type { EnvironmentAbout } from '../commands/shared/environments.ts';
import type { Progress } from '../kernel/progress.ts';
import type { Prompter } from '../kernel/prompter.ts';
import type { Environment } from '../model/environment.ts';
import { seedEnvironment } from '../service/seed.ts';
import { createService } from '../service/service.ts';
import type { Driver } from '../service/store/driver.ts';
import { readHead } from '../service/store/head.ts';
import { lazySealing } from './lazy-sealing.ts';
import type { Presenter } from './present.ts';
import type { Settings } from './settings.ts';

export interface LocalDoor extends Omit<LocalEnvironments, 'make'> {
  /** Makes one with this account as its administrator; false where it is there already. */
  make(name: string, about: EnvironmentAbout): Promise<boolean>;
  /** Opens a store with the rules, as this account or as another user. */
  service(driver: Driver, as?: string): Environment;
  /** Refuses where the key of the stored secrets cannot be opened; answers which version it has. */
  openKey(driver: Driver): Promise<number | undefined>;
}

export interface DoorParts {
  readonly settings: Settings;
  readonly prompt: Prompter;
  readonly progress: Progress;
  /** `--timeout`, where it was given. */
  readonly seconds: number | undefined;
  readonly show: Presenter['show'];
}

const usualSeconds = 10;

/** The environments of this machine and account, and the door to each. */
export function createLocalDoor({ settings, prompt, progress, seconds = usualSeconds }: DoorParts): LocalDoor {
  const local = createLocalEnvironments(settings.places().environments, seconds * 1000, progress);
  const digest = createDigest();
  return {
    ...local,
    make: (name, about) =>
      local.make(name, newId(), (driver) =>
        seedEnvironment(
          driver,
          { ...about, account: machineAccount(), ...idOf(about) },
          { clock: systemClock, newId, digest },
        ),
      ),
    service: (driver, as) =>
      createService({
        driver,
        digest,
        clock: systemClock,
        newId,
        sealing: lazySealing(settings, prompt, progress),
        progress,
        caller: { kind: 'account', name: machineAccount() },
        ...(as === undefined ? {} : { as }),
      }),
    async openKey(driver) {
      const { record } = await driver.read((session) => readHead(session, digest, driver.place));
      if (record.secretStorage === null) return undefined;
      const ring = await lazySealing(settings, prompt, progress).unlock(record.id, {
        storage: record.secretStorage,
        keys: record.keys,
      });
      return ring.version;
    },
  };
}

// Whoever keeps a copy goes by one id in both.
function idOf({ copyOf }: EnvironmentAbout): { readonly accountId?: string } {
  const own = copyOf?.stays[0];
  return own === undefined ? {} : { accountId: own };
}
