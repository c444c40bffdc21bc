import { existsSync, readdirSync } from 'node:fs';
import { lookIn } from '../../adapters/sqlite/look.ts';
import { machineAccount } from '../../adapters/system/account.ts';
import { systemClock } from '../../adapters/system/clock.ts';
import { createDigest } from '../../adapters/system/digest.ts';
import { isName } from '../../kernel/name.ts';
import type { Environment } from '../../model/environment.ts';
import { actorOf } from '../../service/actor.ts';
import type { LookingPorts } from '../../service/ports.ts';
import { names } from '../../service/queries/names.ts';
import { everywhere } from '../common-flags.ts';
import { scan } from '../scan.ts';
import { settingsOf } from '../settings.ts';
import type { Look } from './look.ts';

/** A person waits for a Tab: a store that is busy for longer has no names to offer. */
const busyMs = 100;
/** As many as bash lists without asking first. */
const mostNames = 100;

/** Looks at the environment that a line is about, as whoever it is for, without changing a thing. */
export function lookAround(before: readonly string[]): Pick<Look, 'names' | 'environments' | 'declaration'> {
  const scanned = scan(before, everywhere);
  const settings = settingsOf(scanned);
  const here = () => lookIn(settings.places().environments, busyMs);

  const localNames = () => (existsSync(settings.places().environments) ? here().list() : []).filter(isName);
  const remoteNames = () => namesIn(settings.places().remotes).filter(isName);

  function chosenOne(): string | undefined {
    const named = settings.environment();
    if (named !== undefined) return named;
    const all = [...localNames(), ...remoteNames()];
    return all.length === 1 ? all[0] : undefined;
  }

  /** The door to the one on a server that is chosen, where it is one. */
  async function elsewhere(): Promise<Environment | undefined> {
    const chosen = chosenOne();
    if (chosen === undefined || localNames().includes(chosen) || !remoteNames().includes(chosen)) return undefined;
    const { openLook } = await import('./remote-look.ts');
    return openLook(chosen, settings);
  }

  /** Looks into the store that is chosen, as whoever the line is for. */
  async function look<T>(work: (ports: LookingPorts) => Promise<T>): Promise<T | undefined> {
    const chosen = chosenOne();
    const local = here();
    if (chosen === undefined || !isName(chosen) || !localNames().includes(chosen)) return undefined;
    const driver = await local.open(chosen);
    try {
      // While that name is being typed, one is oneself.
      const as = scanned.value('as') ?? '';
      const acting = as === '' ? {} : { as };
      return await work({
        driver,
        digest: createDigest(),
        clock: systemClock,
        caller: { kind: 'account', name: machineAccount() },
        ...acting,
      });
    } finally {
      await driver.close();
    }
  }

  return {
    // The question itself, without the revision at which it was true: that takes as long again.
    names: async (filter) => {
      const door = await elsewhere();
      if (door !== undefined) return (await door.query('names', { ...filter, limit: mostNames })).items;
      const found = await look((ports) =>
        ports.driver.read(async (session) => {
          const actor = await actorOf(ports, session);
          return names({ session, actor }, { ...filter, limit: mostNames });
        }),
      );
      return found?.items ?? [];
    },
    environments: async () => [...localNames(), ...remoteNames()],
    declaration: async (type) => {
      const door = await elsewhere();
      if (door !== undefined) return (await door.query('type.show', { type })).declaration;
      const { answer } = await import('../../service/answer.ts');
      return (await look((ports) => answer(ports, 'type.show', { type })))?.declaration;
    },
  };
}

function namesIn(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder).flatMap((file) => (file.endsWith('.json') ? [file.slice(0, -'.json'.length)] : []));
}
