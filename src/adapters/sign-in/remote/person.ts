import { isProblem, problem } from '../../../kernel/problem.ts';
import type { SignInApp, SignInWait } from '../../../kernel/sign-in.ts';
import { entraTenant } from '../../../model/entra-tenant.ts';
import type { SignInAdapter } from '../sign-in.ts';
import { issuerAddresses } from './issuer-addresses.ts';
import type { Kept } from './kept.ts';
import {
  isHere,
  issuerOf,
  ofEnvironment,
  type Place,
  resourceOf,
  scopesOf,
  type WayPorts,
  withinTime,
} from './place.ts';

export interface PersonPorts extends WayPorts {
  readonly adapter: SignInAdapter;
}

/** Where an issuer does not say how long its token holds. */
const usualSeconds = 300;

/** Lets a person sign in, in a browser here or on another device, and gets the first token. */
export async function signInPerson(
  way: 'browser' | 'device-code',
  place: Place,
  ports: PersonPorts,
  wait: SignInWait,
): Promise<Kept> {
  const app = await appOf(place, ports);
  const lacks = way === 'browser' ? app.authorization === app.token : app.device === undefined;
  if (lacks) {
    const { environment } = place;
    const says = `the issuer of \`${environment}\` lets nobody sign in with \`${way}\``;
    throw problem('login.refused', { environment, says });
  }
  try {
    const granted =
      way === 'browser'
        ? await ports.adapter.inBrowser(app, wait, { port: 0 })
        : await ports.adapter.onDevice(app, wait);
    return await renewedBy(app, { refresh: granted.token }, ports);
  } catch (error) {
    throw ofEnvironment(place.environment, error);
  }
}

/** Another access token for what a sign-in left. */
export async function renewPerson(place: Place, kept: Kept, ports: PersonPorts): Promise<Kept> {
  const app = await appOf(place, ports);
  return renewedBy(app, kept, ports).catch((error: unknown) => {
    throw ofEnvironment(place.environment, error);
  });
}

/** Takes back what a sign-in left, where the issuer has that; answers whether it did. */
export async function revokePerson(place: Place, { refresh }: Kept, ports: PersonPorts): Promise<boolean> {
  if (refresh === undefined) return false;
  try {
    const app = await appOf(place, ports);
    if (app.revocation === undefined) return false;
    await ports.adapter.revoked(app, refresh);
    return true;
  } catch (error) {
    // It is forgotten here already, and ends by itself there: no reason to refuse.
    if (!isProblem(error) || error.exit > 128) throw error;
    return false;
  }
}

async function renewedBy(app: SignInApp, { refresh }: Kept, { adapter, nowMs }: PersonPorts): Promise<Kept> {
  if (refresh === undefined) throw problem('sign_in.over', { name: app.name });
  const { accessToken, seconds = usualSeconds, kept } = await adapter.renewed(app, refresh);
  return { refresh: kept.token, access: accessToken, untilMs: nowMs() + seconds * 1000 };
}

async function appOf(place: Place, { ask }: PersonPorts): Promise<SignInApp> {
  const { issuer, clientId } = issuerOf(place);
  const { environment: name, remote } = place;
  const { host } = new URL(issuer);
  const found = await withinTime(place, host, (signal) =>
    issuerAddresses(issuer, { ask, name, here: isHere(place), signal }),
  );
  const isEntra = entraTenant(issuer) !== undefined;
  const scopes = [...new Set([...scopesOf(remote.signIn), 'openid', 'offline_access'])];
  return {
    name,
    label: `${name} (${new URL(remote.url).host})`,
    authorization: found.authorization ?? found.token,
    token: found.token,
    ...(found.device === undefined ? {} : { device: found.device }),
    ...(found.revocation === undefined ? {} : { revocation: found.revocation }),
    ...(found.namesItself ? { issuer } : {}),
    scopes,
    pkce: true,
    clientSecret: 'form',
    // A refresh token is given where the person is asked for it, or may choose who they are.
    parameters: { prompt: isEntra ? 'select_account' : 'consent' },
    redirect: isEntra ? 'localhost' : '127.0.0.1',
    leaves: 'refresh-token',
    clientId,
    appSecret: undefined,
    ...resourceOf(remote.signIn),
  };
}
