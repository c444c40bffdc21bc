import { EventEmitter } from 'node:events';
import { keptSignIn } from '../../../../src/adapters/sign-in/remote/kept.ts';
import type { Place } from '../../../../src/adapters/sign-in/remote/place.ts';
import { createRemoteTokens } from '../../../../src/adapters/sign-in/remote/remote-tokens.ts';
import { createSignIn } from '../../../../src/adapters/sign-in/sign-in.ts';
import { pause } from '../../../../src/adapters/system/pause.ts';
import { unguessable } from '../../../../src/adapters/system/unguessable.ts';
import { isProblem, type Problem } from '../../../../src/kernel/problem.ts';
import type { SignInStep, SignInWait } from '../../../../src/kernel/sign-in.ts';
import type { RemoteSignIn } from '../../../../src/model/remote.ts';
import { pages } from '../../../support/sign-in-play.ts';
import { memoryKeychain } from '../../sealing/parts.ts';

type Keychain = Parameters<typeof keptSignIn>[0];

interface Options {
  readonly env?: Readonly<Record<string, string>>;
  readonly keychain?: Keychain;
  /** A person who does what is told, and can be asked. */
  readonly person?: (step: SignInStep) => Promise<unknown>;
  readonly url?: string;
  readonly ask?: typeof fetch;
}

/** A machine that signs in to `prod`, a server here. Its clock moves when it is told to; every request is noted. */
export function machine(
  signIn: RemoteSignIn,
  { env = {}, keychain = memoryKeychain(), person, url, ask = fetch }: Options = {},
) {
  let nowMs = Date.now();
  const sent: string[] = [];
  const steps: SignInStep[] = [];
  let playing: Promise<unknown> = Promise.resolve();
  const asking = ((address: string, init?: RequestInit) => {
    sent.push(
      `${new URL(address).origin} ${JSON.stringify(init?.headers ?? {})} ${String(init?.body ?? '')} ${address}`,
    );
    return ask(address, init);
  }) as typeof fetch;
  const wait: SignInWait = {
    seconds: 300,
    opens: false,
    told: async (step) => {
      steps.push(step);
      playing = person?.(step) ?? Promise.resolve();
      playing.catch(() => undefined);
    },
  };
  const place: Place = {
    environment: 'prod',
    remote: { url: url ?? 'http://127.0.0.1:1', instance: 'instance-1', signIn },
  };
  const ports = { env, ask: asking, nowMs: () => nowMs, unguessable };
  const adapter = createSignIn({
    ask: asking,
    loopback: true,
    signals: new EventEmitter(),
    pages,
    unguessable,
    pause: (ms, signal) => (ms < 30_000 ? Promise.resolve() : pause(ms, signal)),
    openBrowser: () => undefined,
  });
  const kept = keptSignIn(keychain, place);
  const personPorts = { ...ports, adapter };
  return {
    place,
    ports,
    kept,
    wait,
    sent,
    steps,
    personPorts,
    pass: (seconds: number) => {
      nowMs += seconds * 1000;
    },
    /** The tokens of one run. */
    tokens: () =>
      createRemoteTokens(place, {
        ...ports,
        kept,
        person: async () => personPorts,
        attended: person === undefined ? undefined : wait,
      }),
    done: () => playing,
  };
}

/** What some work was refused with. */
export async function refusal(work: Promise<unknown>): Promise<Problem> {
  const came = await work.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (isProblem(came)) return came;
  throw came ?? new Error('nothing was refused');
}
