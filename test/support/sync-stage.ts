import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSqlite } from '../../src/adapters/sqlite/create.ts';
import { openSqlite, type SqliteOptions } from '../../src/adapters/sqlite/driver.ts';
import { createDigest } from '../../src/adapters/system/digest.ts';
import type { Environments } from '../../src/commands/shared/environments.ts';
import { problem } from '../../src/kernel/problem.ts';
import type { Environment } from '../../src/model/environment.ts';
import { seedEnvironment } from '../../src/service/seed.ts';
import { createService } from '../../src/service/service.ts';
import type { ContractWorld } from '../contract/stage.ts';
import type { Answer } from './answers.ts';
import { type Asked, type AskOptions, ask } from './asking.ts';
import { cheapSealing } from './fault-store.ts';
import type { World } from './world.ts';

/** What happens around one list of changes: before it arrives, or after it was done and nobody hears of it. */
export interface Fault {
  readonly at: number;
  readonly when: 'before' | 'after';
}

/** An original, and the copy that a sync makes of it. */
export interface SyncStage {
  readonly original: Environment;
  /** The copy, once it is there. */
  copy(): Environment;
  /** One `cinch sync --from team --to laptop` with these flags, before a person with these answers. */
  sync(flags?: readonly string[], answers?: readonly Answer[], options?: Meanwhile): Promise<Asked>;
  /** Of this machine there is no environment of that name any more: the original goes by any that is there. */
  forget(name: string): void;
  /** Whether there is a copy. */
  isThere(): boolean;
  /** Keeps the copy as it is now; what is answered puts it back. */
  backup(): Promise<() => Promise<void>>;
  /** Ends the next sync at one of its lists of changes. Answers how many it came to without. */
  failing(fault: Fault): void;
  /** How many lists of changes the last sync came to. */
  lists(): number;
  close(): Promise<void>;
}

interface Meanwhile extends Pick<AskOptions, 'meanwhile'> {
  /** Who works on the copy. */
  readonly here?: string;
  /** Who looks at the original. */
  readonly there?: string;
  /** What happens right before a list of changes goes to a side. */
  readonly between?: (side: 'team' | 'laptop', at: number) => Promise<unknown>;
}

/** `team` as it is behind its door, and nothing of it on this machine yet. */
export async function createSyncStage(world: ContractWorld, options: Partial<SqliteOptions> = {}): Promise<SyncStage> {
  const folder = mkdtempSync(join(tmpdir(), 'cinch-sync-'));
  const path = join(folder, 'laptop.db');
  let [ticks, ids, lists] = [0, 0, 0];
  // Of the two clocks neither is right: the copy's is a year behind.
  const clock = () => new Date(Date.UTC(2025, 0, 1) + ticks++ * 1000).toISOString();
  const newId = () => `here-${String(++ids).padStart(6, '0')}`;
  const digest = createDigest();
  let copy: Environment | undefined;
  let fault: Fault | undefined;
  const doors: Environment[] = [];
  const openAs = (name: string) => {
    const driver = openSqlite({ path, ...options });
    const caller = { kind: 'account', name } as const;
    const door = createService({ driver, digest, clock, newId, sealing: cheapSealing(), caller });
    doors.push(door);
    return door;
  };
  const opened = () => {
    copy ??= openAs('admin');
    return copy;
  };
  const closeAll = async () => {
    for (const door of doors.splice(0)) await door.close();
    copy = undefined;
  };
  let there = false;
  const gone = new Set<string>();
  const environments = {
    administrator: () => 'admin',
    list: async () => [],
    location: async (name: string) => name,
    isFree: async (name: string) => (name === 'laptop' ? !there : gone.has(name)),
    isRemote: async (name: string) => name !== 'laptop' && !world.local,
    async add(_, about) {
      const seed = { ...about, account: 'admin', accountId: about.copyOf?.stays[0] ?? newId() };
      await createSqlite(path, `${path}.draft`, (driver) => seedEnvironment(driver, seed, { clock, newId, digest }));
      there = true;
    },
    async remove() {
      await closeAll();
      for (const end of ['', '-wal', '-shm']) rmSync(`${path}${end}`, { force: true });
      there = false;
    },
  } as Partial<Environments> as Environments;

  function watched(door: Environment, side: 'team' | 'laptop', between: Meanwhile['between']): Environment {
    return {
      ...door,
      async apply(changes, options) {
        const at = lists;
        lists += 1;
        await between?.(side, at);
        if (fault?.at === at && fault.when === 'before') throw problem('terminated', {});
        const applied = await door.apply(changes, options);
        if (fault?.at === at && fault.when === 'after') throw problem('terminated', {});
        return applied;
      },
      close: async () => undefined,
    };
  }

  return {
    original: world.as(),
    copy: opened,
    async sync(flags = [], answers = [], { meanwhile, here = 'admin', there: who = 'admin', between } = {}) {
      lists = 0;
      const argv = ['sync', ...(flags.includes('--from') ? [] : ['--from', 'team', '--to', 'laptop']), ...flags];
      const asked = await ask(world as ContractWorld & Pick<World, 'path'>, argv, answers, {
        ...(meanwhile === undefined ? {} : { meanwhile }),
        others: {
          environments: async () => environments,
          environmentNamed: async (name) =>
            name === 'laptop'
              ? watched(here === 'admin' ? opened() : openAs(here), 'laptop', between)
              : watched(world.as(who), 'team', between),
        },
      });
      fault = undefined;
      return asked;
    },
    async backup() {
      await closeAll();
      copyFileSync(path, `${path}.kept`);
      return async () => {
        await closeAll();
        for (const end of ['-wal', '-shm']) rmSync(`${path}${end}`, { force: true });
        copyFileSync(`${path}.kept`, path);
      };
    },
    failing(it) {
      fault = it;
    },
    lists: () => lists,
    isThere: () => there,
    forget: (name) => gone.add(name),
    async close() {
      await closeAll();
      await world.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
