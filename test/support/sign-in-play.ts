import { EventEmitter } from 'node:events';
import { createSignIn, type SignInAdapter } from '../../src/adapters/sign-in/sign-in.ts';
import { pause } from '../../src/adapters/system/pause.ts';
import { unguessable } from '../../src/adapters/system/unguessable.ts';
import { isProblem, type Problem } from '../../src/kernel/problem.ts';
import { secretValue } from '../../src/kernel/secret-value.ts';
import type { Granted, SignInApp, SignInStep } from '../../src/kernel/sign-in.ts';
import { clientSecret } from './oidc-server.ts';

export const pages = { received: '<p>received</p>', stranger: '<p>stranger</p>' };

/** An app at a service of a test; `/auth`, `/token` and `/device` are where a provider of ours has them. */
export function appAt(origin: string, more: Partial<SignInApp> = {}): SignInApp {
  return {
    name: 'news',
    label: 'News',
    authorization: `${origin}/auth`,
    token: `${origin}/token`,
    device: `${origin}/device/auth`,
    scopes: ['openid', 'offline_access'],
    parameters: { prompt: 'consent' },
    pkce: true,
    clientSecret: 'form',
    redirect: '127.0.0.1',
    leaves: 'refresh-token',
    clientId: 'app-1',
    appSecret: secretValue(clientSecret),
    ...more,
  };
}

interface Machine {
  readonly signals?: EventEmitter;
  readonly ask?: typeof fetch;
  /** Time that passes at once: how long each pause was that came before the last. */
  readonly pauses?: number[];
  /** When the whole time is over, whatever the clock says. */
  readonly late?: Promise<void>;
  readonly strict?: boolean;
}

/** Signing in on a machine of the test, which lets services do without HTTPS. */
export function machine({
  signals = new EventEmitter(),
  ask = fetch,
  pauses,
  late,
  strict,
}: Machine = {}): SignInAdapter {
  return createSignIn({
    ask,
    ...(strict === true ? {} : { loopback: true }),
    signals,
    pages,
    unguessable,
    openBrowser: () => undefined,
    pause(ms, signal) {
      // What waits for the service is short; what waits for the person is minutes.
      if (pauses !== undefined && ms < 30_000) {
        pauses.push(ms);
        return Promise.resolve();
      }
      return late ?? pause(ms, signal);
    },
  });
}

export interface Played {
  readonly granted: Granted | undefined;
  readonly problem: Problem | undefined;
}

interface Play extends Machine {
  readonly app: SignInApp;
  readonly person: (step: SignInStep) => Promise<unknown>;
  readonly device?: boolean;
  readonly port?: number;
}

/** Signs in while a person of the test does what is told; answers what came of it. */
export async function play({ app, person, device = false, port = 0, ...parts }: Play): Promise<Played> {
  const signIn = machine(parts);
  let playing: Promise<unknown> = Promise.resolve();
  const told = async (step: SignInStep) => {
    playing = person(step);
    // Whoever fails at the browser fails the test.
    playing.catch(() => undefined);
  };
  const wait = { seconds: 300, told, opens: false };
  const work = device ? signIn.onDevice(app, wait) : signIn.inBrowser(app, wait, { port });
  const came = await work.catch((error: unknown) => error);
  await playing;
  if (isProblem(came)) return { granted: undefined, problem: came };
  if (came instanceof Error) throw came;
  return { granted: came as Granted, problem: undefined };
}
