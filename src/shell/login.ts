import { createRemotes } from '../adapters/preferences/remotes.ts';
import type { Kept } from '../adapters/sign-in/remote/kept.ts';
import { settledSignIn } from '../adapters/sign-in/remote/offer.ts';
import { signInPerson } from '../adapters/sign-in/remote/person.ts';
import type { Place } from '../adapters/sign-in/remote/place.ts';
import { createRemoteTokens, tokenVariable } from '../adapters/sign-in/remote/remote-tokens.ts';
import type { Context } from '../commands/context.ts';
import { problem } from '../kernel/problem.ts';
import type { Login, SignedIn } from '../model/login.ts';
import type { SignInWay } from '../model/remote.ts';
import { wayPorts } from './remote-tokens.ts';
import type { Settings } from './settings.ts';

interface Parts {
  readonly settings: Settings;
  readonly environmentName: Context['environmentName'];
}

/** Signing in to the server of the environment that the run is about. */
export async function loginHere({ settings, environmentName }: Parts): Promise<Login> {
  const remotes = createRemotes(settings.places().remotes);
  const names = remotes.list();
  const environment =
    settings.environment() ?? (names.length === 1 ? names[0] : undefined) ?? (await environmentName());
  if (!remotes.has(environment)) throw problem('login.local', { environment: await environmentName() });
  const remote = remotes.read(environment);
  const { url: server, signIn } = remote;

  /** Settles how to sign in from now on, before anything is asked of anybody. */
  async function begun(kind: SignInWay): Promise<Place> {
    const before: Place = { environment, remote };
    const settled = await settledSignIn(before, kind, await wayPorts(before, settings));
    const place = { environment, remote: { ...remote, signIn: settled } };
    remotes.write(environment, place.remote);
    return place;
  }

  const done = ({ remote: at }: Place, more: Pick<SignedIn, 'kept' | 'trouble'>): SignedIn => ({
    environment,
    server,
    with: at.signIn.kind,
    issuer: at.signIn.kind === 'token' ? null : (at.signIn.issuer ?? null),
    ...more,
  });

  async function keeping(place: Place, kept: Kept): Promise<SignedIn> {
    const trouble = await (await wayPorts(place, settings)).kept.keep(kept);
    return done(place, { kept: trouble === undefined, trouble: trouble ?? null });
  }

  return {
    environment,
    server,
    way: signIn.kind,
    variable: [tokenVariable(environment), 'CINCH_TOKEN'].find((it) => (settings.env[it] ?? '') !== ''),
    async signIn(way, wait) {
      const place = await begun(way);
      const ports = await wayPorts(place, settings);
      if (way === 'browser' || way === 'device-code')
        return keeping(place, await signInPerson(way, place, await ports.person(), wait));
      // What these ways take is there in every run, so nothing is kept; one token shows that they work.
      await createRemoteTokens(place, { ...ports, env: withoutTokens(settings.env), attended: undefined }).token();
      return done(place, { kept: false, trouble: null });
    },
    async keepToken(token) {
      const place = await begun('token');
      const signedIn = await keeping(place, { api: token });
      if (signedIn.trouble === null) return signedIn;
      throw problem('login.unkept', { environment, says: signedIn.trouble });
    },
    signOut: async () => (await wayPorts({ environment, remote }, settings)).kept.forget(),
  };
}

function withoutTokens(env: Settings['env']): Settings['env'] {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('CINCH_TOKEN')));
}
