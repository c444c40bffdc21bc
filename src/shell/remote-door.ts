import { problem } from '../kernel/problem.ts';
import type { Environment } from '../model/environment.ts';
import type { Remote } from '../model/remote.ts';
import type { DoorParts } from './local-door.ts';

interface RemoteParts extends DoorParts {
  readonly as: string | undefined;
}

/** The door to an environment on a server. */
export async function openRemote(name: string, remote: Remote, { as }: RemoteParts): Promise<Environment> {
  if (as !== undefined)
    throw problem('environment.on_server', { name, action: '--as', says: 'there you are who you are signed in as' });
  throw problem('environment.unreachable', { url: remote.url, says: 'is not built in yet' });
}
