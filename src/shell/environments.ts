import { existsSync, statSync } from 'node:fs';
import { readPreferences } from '../adapters/preferences/preferences.ts';
import { createRemotes, type Remotes } from '../adapters/preferences/remotes.ts';
import { machineAccount } from '../adapters/system/account.ts';
import type { EnvironmentItem, Environments } from '../commands/shared/environments.ts';
import { isName, nameFrom } from '../kernel/name.ts';
import { nearest } from '../kernel/nearest.ts';
import { printable } from '../kernel/printable.ts';
import { isProblem, problem } from '../kernel/problem.ts';
import type { Environment } from '../model/environment.ts';
import type { DoorParts, LocalDoor } from './local-door.ts';

interface Parts {
  readonly local: LocalDoor;
  glance(name: string): Promise<Environment>;
  remotes(): Promise<Remotes | undefined>;
  readonly parts: DoorParts;
  readonly chosen: string | undefined;
  readonly as: string | undefined;
}

const usualSeconds = 10;

/** What is done with whole environments, whether they lie here or on a server. */
export function createEnvironments({ local, glance, remotes, parts, chosen, as }: Parts): Environments {
  const { settings } = parts;

  async function item(name: string, location: string, current: boolean): Promise<EnvironmentItem> {
    const about = { name, current, location };
    try {
      const environment = await glance(name);
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

  async function names(): Promise<readonly string[]> {
    return [...local.list(), ...((await remotes())?.list() ?? [])];
  }

  async function location(name: string): Promise<string> {
    if (local.has(name)) return local.location(name);
    return (await remotes())?.read(name).url ?? '';
  }

  /** Whether it lies on a server; refused where there is none of that name. */
  async function isRemote(name: string): Promise<boolean> {
    if (isName(name) && local.has(name)) return false;
    if ((await remotes())?.has(name) === true) return true;
    throw problem('environment.none', { name, nearest: nearest(name, await names()) });
  }

  async function isFree(name: string): Promise<boolean> {
    refuseName(name);
    return !local.has(name) && (await remotes())?.has(name) !== true;
  }

  return {
    administrator: machineAccount,
    async list() {
      const all = await names();
      const current = chosen ?? (all.length === 1 ? all[0] : undefined);
      const placed = all.map(async (it) => item(it, await placeOf(it), it === current));
      // Those on servers are asked at once, so that one that does not answer holds up the list once at most.
      return Promise.all(placed);
    },
    location,
    isFree,
    isRemote,
    async add(it, about, { dryRun }) {
      const free = await isFree(it);
      const { judgeEnvironment } = await import('../service/changes/environment-edit.ts');
      judgeEnvironment(about);
      if (!free || !(dryRun || (await local.make(it, about)))) throw problem('environment.exists', { name: it });
    },
    async describe(url) {
      const { describeServer } = await import('../adapters/serving/description.ts');
      const { proxiedFetch } = await import('../adapters/system/proxied-fetch.ts');
      const ms = (parts.seconds ?? usualSeconds) * 1000;
      const described = describeServer(url, await proxiedFetch(settings.env), ms);
      return parts.progress.during('server', described);
    },
    async addRemote(it, remote, { dryRun, replaces }) {
      const held = createRemotes(settings.places().remotes);
      if (!(await isFree(it)) && !(replaces && held.has(it))) throw problem('environment.exists', { name: it });
      if (!dryRun) held.write(it, remote);
    },
    async use(it, { dryRun }) {
      await isRemote(it);
      const { preferences } = settings.places();
      const another = readPreferences(preferences).environment !== it;
      if (another && !dryRun) await choose(it);
      return another;
    },
    async remove(it, { dryRun }) {
      const remote = await isRemote(it);
      if (!remote) await judgeRole(local, it, as, 'environment remove');
      const { preferences } = settings.places();
      const chosenBefore = readPreferences(preferences).environment === it;
      if (dryRun) return;
      if (remote) await forget(it);
      else local.remove(it);
      if (chosenBefore) await choose(undefined);
    },
    refuseUnreadable,
    async backup(it, to, { dryRun }) {
      if (await isRemote(it)) {
        const says = 'whoever runs the server backs up its database';
        throw problem('environment.on_server', { name: it, action: 'environment backup', says });
      }
      await judgeRole(local, it, as, 'environment backup');
      if (existsSync(to)) throw problem('input.file', { path: to, says: 'exists already', fix: ['--to OTHER'] });
      if (dryRun) return;
      const driver = local.open(it);
      try {
        await driver.backup(to);
      } finally {
        await driver.close();
      }
      await verified(local, to);
    },
    async restore(from, it, { dryRun }) {
      if (!(await isFree(it))) throw problem('environment.exists', { name: it });
      refuseUnreadable(from);
      await verified(local, from);
      if (dryRun) return;
      const { newId } = await import('../adapters/system/new-id.ts');
      if (!(await local.adopt(it, newId(), from))) throw problem('environment.exists', { name: it });
    },
  };

  // What a sign-in left would lie in the keychain with nobody to ask for it.
  async function forget(name: string): Promise<void> {
    const known = await remotes();
    const { forgetSignIn } = await import('./remote-tokens.ts');
    await forgetSignIn(name, () => known?.read(name));
    known?.remove(name);
  }

  // A file that says nothing of use is the fault of its environment alone, told where it is opened.
  async function placeOf(name: string): Promise<string> {
    try {
      return await location(name);
    } catch (error) {
      if (!isProblem(error)) throw error;
      return '';
    }
  }

  // Only writing loads the library that does it.
  async function choose(it: string | undefined): Promise<void> {
    const { writePreference } = await import('../adapters/preferences/write.ts');
    writePreference(settings.places().preferences, 'environment', it);
  }
}

// These are changes of a whole environment, so they are an administrator's; a store that cannot tell who that is is its owner's to remove.
async function judgeRole(local: LocalDoor, it: string, as: string | undefined, action: string): Promise<void> {
  const environment = local.service(local.open(it), as);
  try {
    const { role } = await environment.query('whoami', {});
    if (role !== 'administrator') throw problem('forbidden', { role, action, needs: 'an administrator' });
  } catch (error) {
    if (!isProblem(error) || (error.exit !== 12 && error.code !== 'identity.unknown')) throw error;
  } finally {
    await environment.close();
  }
}

async function verified(local: LocalDoor, path: string): Promise<void> {
  const driver = local.openFile(path);
  const environment: Environment = local.service(driver);
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

function refuseUnreadable(from: string): void {
  const found = statSync(from, { throwIfNoEntry: false });
  if (found === undefined) throw problem('input.file', { path: from, says: 'is not there' });
  if (!found.isFile()) throw problem('input.file', { path: from, says: 'is not a file' });
}

function refuseName(name: string): void {
  if (!isName(name)) {
    throw problem('usage.arguments', {
      command: 'environment add',
      says: `\`${printable(name)}\` is no name for an environment; give lower-case letters, digits and dashes, such as \`${nameFrom(name) || 'test'}\``,
    });
  }
}
