import { createRemotes } from '../../adapters/preferences/remotes.ts';
import type { Environment } from '../../model/environment.ts';
import { openRemote } from '../remote-door.ts';
import type { Settings } from '../settings.ts';

/** A person waits for a Tab: a server that takes longer has no names to offer. */
const seconds = 1;

/** The door to an environment on a server, for who only wants a hint and asks nobody. */
export function openLook(name: string, settings: Settings): Promise<Environment> {
  const remote = createRemotes(settings.places().remotes).read(name);
  return openRemote(name, remote, { settings, show: async () => {}, seconds, as: undefined, attended: false });
}
