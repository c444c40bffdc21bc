import { isDeepStrictEqual } from 'node:util';
import { createRemotes } from '../adapters/preferences/remotes.ts';
import { settledSignIn } from '../adapters/sign-in/remote/offer.ts';
import { revokePerson, signInPerson } from '../adapters/sign-in/remote/person.ts';
import type { Place } from '../adapters/sign-in/remote/place.ts';
import { createRemoteTokens, setVariable } from '../adapters/sign-in/remote/remote-tokens.ts';
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

  const before: Place = { environment, remote };
  const portsAt = (place: Place) => wayPorts(place, settings);

  async function settled(kind: SignInWay): Promise<Place> {
    return { environment, remote: { ...remote, signIn: await settledSignIn(before, kind, await portsAt(before)) } };
  }

  /** From here on this is how the environment is signed in to; what another way left is forgotten. */
  async function done(place: Place, trouble: string | undefined, kept: boolean): Promise<SignedIn> {
    if (!isDeepStrictEqual(place, before)) await (await portsAt(before)).kept.forget().catch(() => false);
    remotes.write(environment, place.remote);
    const { kind, issuer = null } = place.remote.signIn;
    const at = kind === 'token' ? null : issuer;
    return { environment, server, with: kind, issuer: at, kept, trouble: trouble ?? null };
  }

  return {
    environment,
    server,
    way: signIn.kind,
    variable: setVariable(environment, settings.env),
    async signIn(way, wait) {
      const place = await settled(way);
      const ports = await portsAt(place);
      if (way === 'browser' || way === 'device-code') {
        const left = await signInPerson(way, place, await ports.person(), wait);
        const trouble = await ports.kept.keep(left);
        return done(place, trouble, trouble === undefined);
      }
      // What these ways take is there in every run, so nothing is kept; one token shows that they work.
      await createRemoteTokens(place, { ...ports, env: withoutTokens(settings.env), attended: undefined }).token();
      return done(place, undefined, false);
    },
    async keepToken(token) {
      const place = await settled('token');
      const trouble = await (await portsAt(place)).kept.keep({ api: token });
      if (trouble !== undefined) throw problem('login.unkept', { environment, says: trouble });
      return done(place, undefined, true);
    },
    async signOut() {
      const ports = await portsAt(before);
      const { kept } = await ports.kept.read();
      const forgotten = await ports.kept.forget();
      const revoked = kept !== undefined && (await revokePerson(before, kept, await ports.person()));
      return { forgotten, revoked };
    },
  };
}

function withoutTokens(env: Settings['env']): Settings['env'] {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('CINCH_TOKEN')));
}
