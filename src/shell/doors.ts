import { existsSync } from 'node:fs';
import type { Remotes } from '../adapters/preferences/remotes.ts';
import type { Environments } from '../commands/shared/environments.ts';
import { isName } from '../kernel/name.ts';
import { nearest } from '../kernel/nearest.ts';
import { problem } from '../kernel/problem.ts';
import type { Environment } from '../model/environment.ts';
import { createLocalDoor, type DoorParts, type LocalDoor } from './local-door.ts';

/** The environments of this machine and those on servers that it knows, by their names. */
export interface Doors {
  readonly local: LocalDoor;
  /** The environment that is chosen, or the only one there is; nothing where there is none. */
  known(chosen: string | undefined): Promise<string | undefined>;
  name(chosen: string | undefined): Promise<string>;
  /** The same; where there is none at all, `local` is made. */
  nameOrMake(chosen: string | undefined): Promise<{ readonly name: string; readonly made: boolean }>;
  open(chosen: string | undefined, as: string | undefined): Promise<Environment>;
  /** The same for a look that nobody is asked for, and that a server has little time to answer. */
  glance(name: string): Promise<Environment>;
  /** Those on servers; nothing where there are none, so that a run on this machine loads nothing of them. */
  remotes(): Promise<Remotes | undefined>;
  environments(chosen: string | undefined, as: string | undefined): Promise<Environments>;
}

const usual = 'local';
const glanceSeconds = 3;

export function createDoors(parts: DoorParts): Doors {
  const local = createLocalDoor(parts);
  const { settings } = parts;

  async function remotes(): Promise<Remotes | undefined> {
    const folder = settings.places().remotes;
    if (!existsSync(folder)) return undefined;
    const { createRemotes } = await import('../adapters/preferences/remotes.ts');
    return createRemotes(folder);
  }

  async function known(chosen: string | undefined): Promise<string | undefined> {
    if (chosen !== undefined && isName(chosen) && local.has(chosen)) return chosen;
    const elsewhere = (await remotes())?.list() ?? [];
    if (chosen !== undefined && elsewhere.includes(chosen)) return chosen;
    const names = [...local.list(), ...elsewhere];
    if (chosen === undefined) {
      if (names.length <= 1) return names[0];
      throw problem('environment.unchosen', { names });
    }
    if (names.length === 0 && chosen === usual) return undefined;
    throw problem('environment.none', { name: chosen, nearest: nearest(chosen, names) });
  }

  async function name(chosen: string | undefined): Promise<string> {
    const found = await known(chosen);
    if (found === undefined) throw problem('environment.none', { name: '' });
    return found;
  }

  const open = (chosen: string | undefined, as: string | undefined) =>
    opened(chosen, as, { seconds: parts.seconds, attended: () => parts.prompt.interactive });

  async function opened(
    chosen: string | undefined,
    as: string | undefined,
    { seconds, attended }: { readonly seconds: number | undefined; readonly attended: () => boolean },
  ): Promise<Environment> {
    const it = await name(chosen);
    if (local.has(it)) return local.service(local.open(it), as);
    const { openRemote } = await import('./remote-door.ts');
    return openRemote(it, ((await remotes()) as Remotes).read(it), {
      ...parts,
      seconds,
      attended: attended(),
      as,
    });
  }

  const glance = (it: string) => opened(it, undefined, { seconds: glanceSeconds, attended: () => false });

  return {
    local,
    known,
    name,
    open,
    glance,
    remotes,
    async nameOrMake(chosen) {
      const found = await known(chosen);
      if (found !== undefined) return { name: found, made: false };
      const made = await local.make(usual, { displayName: usual, production: false, tenant: null });
      return { name: usual, made };
    },
    async environments(chosen, as) {
      const { createEnvironments } = await import('./environments.ts');
      return createEnvironments({ local, glance, remotes, parts, chosen, as });
    },
  };
}
