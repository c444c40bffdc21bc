import { osKeychain } from '../adapters/sealing/keychain.ts';
import { keptSignIn } from '../adapters/sign-in/remote/kept.ts';
import type { Place } from '../adapters/sign-in/remote/place.ts';
import {
  createRemoteTokens,
  type RemoteTokenPorts,
  tokenOfVariable,
  tokenVariable,
} from '../adapters/sign-in/remote/remote-tokens.ts';
import { proxiedFetch } from '../adapters/system/proxied-fetch.ts';
import { unguessable } from '../adapters/system/unguessable.ts';
import { isProblem, problem } from '../kernel/problem.ts';
import type { RemoteTokens } from '../kernel/remote-tokens.ts';
import type { Remote } from '../model/remote.ts';
import type { Presenter } from './present.ts';
import type { Settings } from './settings.ts';

/** How long a person has to sign in. */
export const usualWaitSeconds = 300;

/** The server that the `CINCH_TOKEN` of a run's variables went to: it is one server's, and no other is shown it. */
const givenTo = new WeakMap<Settings['env'], string>();

/** Tokens for the server of an environment, with what this machine has: its variables, its keychain, its browser. */
export async function remoteTokens(
  environment: string,
  remote: Remote,
  { settings, show }: Pick<Presenter, 'settings' | 'show'>,
  attended: boolean,
): Promise<RemoteTokens> {
  const place: Place = { environment, remote };
  const ports = await wayPorts(place, settings);
  const label = `${environment} (${new URL(remote.url).host})`;
  const tokens = createRemoteTokens(place, {
    ...ports,
    attended: attended
      ? {
          seconds: usualWaitSeconds,
          opens: true,
          told: (step) => show('SignInStep', { ...step, label, awaited: true }),
        }
      : undefined,
  });
  return {
    async token() {
      refuseForeign(place, settings.env);
      return tokens.token();
    },
  };
}

/** Takes what signing in to an environment left out of the keychain. Where it cannot be told what that is there is nothing to find. */
export async function forgetSignIn(environment: string, read: () => Remote | undefined): Promise<void> {
  try {
    const remote = read();
    if (remote !== undefined) await keptSignIn(osKeychain(), { environment, remote }).forget();
  } catch (error) {
    if (!isProblem(error)) throw error;
  }
}

function refuseForeign({ environment, remote }: Place, env: Settings['env']): void {
  const own = tokenVariable(environment);
  if ((env[own] ?? '') !== '' || tokenOfVariable(environment, env) === undefined) return;
  const first = givenTo.get(env) ?? remote.url;
  givenTo.set(env, first);
  if (first === remote.url) return;
  const why = `\`CINCH_TOKEN\` went to another server in this run; \`${own}\` is for this one alone`;
  throw problem('signed_out', { environment, why });
}

/** What signing in to one environment takes on this machine. */
export async function wayPorts(place: Place, settings: Settings): Promise<Omit<RemoteTokenPorts, 'attended'>> {
  const { env } = settings;
  const ports = { env, ask: await proxiedFetch(env), nowMs: () => Date.now(), unguessable };
  return {
    ...ports,
    kept: keptSignIn(osKeychain(), place),
    async person() {
      const { signInAdapter } = await import('./sign-in-adapter.ts');
      return { ...ports, adapter: await signInAdapter(settings, place.remote.url.startsWith('http:')) };
    },
  };
}
