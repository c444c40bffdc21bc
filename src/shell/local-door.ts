import { existsSync, statSync } from 'node:fs';
import { readPreferences } from '../adapters/preferences/preferences.ts';
import { createLocalEnvironments, type LocalEnvironments } from '../adapters/sqlite/environments.ts';
import { machineAccount } from '../adapters/system/account.ts';
import { systemClock } from '../adapters/system/clock.ts';
import { createDigest } from '../adapters/system/digest.ts';
import { newId } from '../adapters/system/new-id.ts';
import type { EnvironmentItem, Environments } from '../commands/context.ts';
import { isName, nameFrom } from '../kernel/name.ts';
import { nearest } from '../kernel/nearest.ts';
import { printable } from '../kernel/printable.ts';
import { isProblem, problem } from '../kernel/problem.ts';
import type { Progress } from '../kernel/progress.ts';
import type { Prompter } from '../kernel/prompter.ts';
import type { Environment } from '../model/environment.ts';
import { seedEnvironment } from '../service/seed.ts';
import { createService } from '../service/service.ts';
import type { Driver } from '../service/store/driver.ts';
import { readHead } from '../service/store/head.ts';
import { lazySealing } from './lazy-sealing.ts';
import type { Settings } from './settings.ts';

export interface LocalDoor {
  /** The environment that is chosen, or the only one there is; nothing where there is none. */
  known(chosen: string | undefined): string | undefined;
  name(chosen: string | undefined): string;
  /** The same; where there is none at all, `local` is made. */
  nameOrMake(chosen: string | undefined): Promise<{ readonly name: string; readonly made: boolean }>;
  open(chosen: string | undefined, as: string | undefined): Promise<Environment>;
  /** Refuses where the key of the stored secrets cannot be opened; answers which version it has. */
  openKey(driver: Driver): Promise<number | undefined>;
  environments(chosen: string | undefined, as: string | undefined): Environments;
  readonly local: LocalEnvironments;
  /** Opens a store without the rules, to be looked at. */
  service(driver: Driver, as?: string): Environment;
}

interface Parts {
  readonly settings: Settings;
  readonly prompt: Prompter;
  readonly progress: Progress;
  readonly busyMs: number;
}

const usual = 'local';

/** The environments of this machine and account, and the door to each. */
export function createLocalDoor({ settings, prompt, progress, busyMs }: Parts): LocalDoor {
  const local = createLocalEnvironments(settings.places().environments, busyMs, progress);
  const digest = createDigest();

  function known(chosen: string | undefined): string | undefined {
    if (chosen !== undefined) {
      if (isName(chosen) && local.has(chosen)) return chosen;
      const names = local.list();
      if (names.length === 0 && chosen === usual) return undefined;
      throw problem('environment.none', { name: chosen, nearest: nearest(chosen, names) });
    }
    const names = local.list();
    if (names.length <= 1) return names[0];
    throw problem('environment.unchosen', { names });
  }

  function name(chosen: string | undefined): string {
    const found = known(chosen);
    if (found === undefined) throw problem('environment.none', { name: '' });
    return found;
  }

  const seeded = (about: { displayName: string; production: boolean; tenant: string | null }) => (driver: Driver) =>
    seedEnvironment(driver, { ...about, account: machineAccount() }, { clock: systemClock, newId, digest });

  const service = (driver: Driver, as?: string) =>
    createService({
      driver,
      digest,
      clock: systemClock,
      newId,
      sealing: lazySealing(settings, prompt, progress),
      progress,
      caller: { kind: 'account', name: machineAccount() },
      ...(as === undefined ? {} : { as }),
    });

  async function item(it: string, current: string | undefined): Promise<EnvironmentItem> {
    const about = { name: it, current: it === current, location: local.location(it) };
    try {
      const environment = service(local.open(it));
      try {
        const { displayName, production, counts } = await environment.query('environment.show', {});
        return { ...about, displayName, production, connections: counts.connections, fault: null };
      } finally {
        await environment.close();
      }
    } catch (error) {
      if (!isProblem(error)) throw error;
      return { ...about, displayName: '', production: false, connections: 0, fault: error.detail };
    }
  }

  function present(it: string): void {
    if (!isName(it) || !local.has(it))
      throw problem('environment.none', { name: it, nearest: nearest(it, local.list()) });
  }

  return {
    local,
    known,
    name,
    service,
    async nameOrMake(chosen) {
      const found = known(chosen);
      if (found !== undefined) return { name: found, made: false };
      const made = await local.make(usual, newId(), seeded({ displayName: usual, production: false, tenant: null }));
      return { name: usual, made };
    },
    open: async (chosen, as) => service(local.open(name(chosen)), as),
    async openKey(driver) {
      const { record } = await driver.read((session) => readHead(session, digest, driver.place));
      if (record.secretStorage === null) return undefined;
      const ring = await lazySealing(settings, prompt, progress).unlock(record.id, {
        storage: record.secretStorage,
        keys: record.keys,
      });
      return ring.version;
    },
    environments: (chosen, as) => ({
      async list() {
        const names = local.list();
        const current = chosen ?? (names.length === 1 ? names[0] : undefined);
        const items: EnvironmentItem[] = [];
        for (const it of names) items.push(await item(it, current));
        return items;
      },
      location: local.location,
      async add(it, about, { dryRun }) {
        refuseName(it);
        const { judgeEnvironment } = await import('../service/changes/environment-edit.ts');
        judgeEnvironment(about);
        const free = !local.has(it) && (dryRun || (await local.make(it, newId(), seeded(about))));
        if (!free) throw problem('environment.exists', { name: it });
      },
      async use(it, { dryRun }) {
        present(it);
        const { preferences } = settings.places();
        const another = readPreferences(preferences).environment !== it;
        if (another && !dryRun) await choose(it);
        return another;
      },
      async remove(it, { dryRun }) {
        present(it);
        await judgeRole(it, as, 'environment remove');
        const { preferences } = settings.places();
        const chosenBefore = readPreferences(preferences).environment === it;
        if (dryRun) return;
        local.remove(it);
        if (chosenBefore) await choose(undefined);
      },
      async backup(it, to, { dryRun }) {
        present(it);
        await judgeRole(it, as, 'environment backup');
        if (existsSync(to)) throw problem('input.file', { path: to, says: 'exists already', fix: ['--to OTHER'] });
        if (dryRun) return;
        const driver = local.open(it);
        try {
          await driver.backup(to);
        } finally {
          await driver.close();
        }
        await verified(to);
      },
      async restore(from, it, { dryRun }) {
        refuseName(it);
        if (local.has(it)) throw problem('environment.exists', { name: it });
        const found = statSync(from, { throwIfNoEntry: false });
        if (found === undefined) throw problem('input.file', { path: from, says: 'is not there' });
        if (!found.isFile()) throw problem('input.file', { path: from, says: 'is not a file' });
        await verified(from);
        if (dryRun) return;
        if (!(await local.adopt(it, newId(), from))) throw problem('environment.exists', { name: it });
      },
    }),
  };

  // Only writing loads the library that does it.
  async function choose(it: string | undefined): Promise<void> {
    const { writePreference } = await import('../adapters/preferences/write.ts');
    writePreference(settings.places().preferences, 'environment', it);
  }

  // These are changes of a whole environment, so they are an administrator's; a store that cannot tell who that is is its owner's to remove.
  async function judgeRole(it: string, as: string | undefined, action: string): Promise<void> {
    const environment = service(local.open(it), as);
    try {
      const { role } = await environment.query('whoami', {});
      if (role !== 'administrator') throw problem('forbidden', { role, action, needs: 'an administrator' });
    } catch (error) {
      if (!isProblem(error) || (error.exit !== 12 && error.code !== 'identity.unknown')) throw error;
    } finally {
      await environment.close();
    }
  }

  async function verified(path: string): Promise<void> {
    const driver = local.openFile(path);
    const environment = service(driver);
    try {
      const structure = await driver.checkStructure();
      const { findings } = await environment.query('store.check', {});
      const damage = findings.find(({ severity }) => severity === 'damage');
      const what = structure[0] ?? damage?.names[0];
      if (what !== undefined) throw problem('store.damaged', { path, what });
    } finally {
      await environment.close();
    }
  }
}

function refuseName(name: string): void {
  if (!isName(name)) {
    throw problem('usage.arguments', {
      command: 'environment add',
      says: `\`${printable(name)}\` is no name for an environment; give lower-case letters, digits and dashes, such as \`${nameFrom(name) || 'test'}\``,
    });
  }
}
