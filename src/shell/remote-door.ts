import { systemClock } from '../adapters/system/clock.ts';
import { newId } from '../adapters/system/new-id.ts';
import { pause } from '../adapters/system/pause.ts';
import { proxiedFetch } from '../adapters/system/proxied-fetch.ts';
import { createRemote } from '../http/remote/create-remote.ts';
import { problem } from '../kernel/problem.ts';
import type { Progress } from '../kernel/progress.ts';
import { secretValue } from '../kernel/secret-value.ts';
import type { Environment } from '../model/environment.ts';
import type { Remote } from '../model/remote.ts';
import type { Presenter } from './present.ts';
import { remoteTokens } from './remote-tokens.ts';

interface RemoteParts extends Pick<Presenter, 'settings' | 'show'> {
  readonly progress?: Progress;
  readonly seconds: number | undefined;
  readonly as: string | undefined;
  /** Whether a person may be asked to sign in. */
  readonly attended: boolean;
}

const usualSeconds = 60;

/** The door to an environment on a server, with whoever this person or pipeline is signed in as there. */
export async function openRemote(name: string, remote: Remote, parts: RemoteParts): Promise<Environment> {
  const { settings, show, progress, as, attended, seconds = usualSeconds } = parts;
  if (as !== undefined)
    throw problem('environment.on_server', { name, action: '--as', says: 'there you are who you are signed in as' });
  const key = settings.env.CINCH_SUBSCRIPTION_KEY ?? '';
  const fetch = await proxiedFetch(settings.env);
  const tokens = await remoteTokens(name, remote, { settings, show }, attended);
  return createRemote({
    url: remote.url,
    instance: remote.instance,
    fetch: (at, init) => (progress === undefined ? fetch(at, init) : progress.during('server', fetch(at, init))),
    token: () => tokens.token(),
    clock: systemClock,
    pause,
    timeoutMs: seconds * 1000,
    newId,
    ...(progress === undefined ? {} : { progress }),
    ...(key === '' ? {} : { subscriptionKey: async () => secretValue(key) }),
  });
}
