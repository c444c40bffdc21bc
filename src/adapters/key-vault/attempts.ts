import type { TokenCredential } from '@azure/identity';
import { AzureLogger, setLogLevel } from '@azure/logger';
import { type Problem, problem } from '../../kernel/problem.ts';
import type { CredentialKind, VaultAddress } from '../../model/key-vault.ts';
import { proxyAddress, proxySettings } from '../system/proxy-settings.ts';
import { createCredential, type SignInPorts } from './credential.ts';
import { type Doing, signInFault, vaultFault } from './fault.ts';
import { waitBefore } from './patience.ts';
import { type Met, nothingMet } from './watch.ts';

export interface VaultPorts extends SignInPorts {
  /** Lets time pass, or ends at the signal. */
  readonly pause: (ms: number, signal: AbortSignal) => Promise<void>;
  /** How long any one thing may take. */
  readonly deadlineMs: number;
  /** Whether a person sits there who can sign in. */
  readonly attended: boolean;
}

type MetBy = (signal: unknown) => Met | undefined;

/** Does one thing with a client of a vault, again where that may help. Refused with a problem of our own, in time. */
export type Attempt<C> = <T>(
  does: Doing['does'],
  about: string,
  work: (client: C, signal: AbortSignal) => Promise<T>,
) => Promise<T>;

// A person needs time to sign in; a machine does not.
const personMs = 5 * 60_000;

/** Signs in to one vault and asks it: every fault ends in time, in words of our own, for those of the packages may quote a secret. */
export function createAttempts<C>(
  { name: vault, url, authority }: VaultAddress,
  kind: CredentialKind,
  ports: VaultPorts,
  clientWith: (credential: TokenCredential, metBy: MetBy) => C,
): Attempt<C> {
  silence();
  const host = url.slice('https://'.length);
  const byPerson = kind === 'device-code' || kind === 'browser';
  if (byPerson && !ports.attended) throw problem('keyvault.sign_in_waits', { credential: kind, url });
  refuseUnusableProxy(ports.env);
  const metBy = new WeakMap<object, Met>();
  let connected: C | undefined;
  // Until a person has signed in, it is them that is waited for.
  let waitsMs = byPerson ? personMs : ports.deadlineMs;

  function connect(doing: Doing): C {
    if (connected !== undefined) return connected;
    const met = nothingMet();
    const inner = createCredential({ ...ports, kind, authority, vault, deadlineMs: waitsMs, met });
    const credential: TokenCredential = {
      async getToken(scopes, options) {
        try {
          const token = await inner.getToken(scopes, options);
          waitsMs = ports.deadlineMs;
          return token;
        } catch (error) {
          // One that failed keeps failing for a while without asking again, so the next attempt takes another.
          connected = undefined;
          throw signInFault(error, met, doing);
        }
      },
    };
    const client = clientWith(credential, (signal) =>
      typeof signal === 'object' && signal !== null ? metBy.get(signal) : undefined,
    );
    connected = client;
    return client;
  }

  return async (does, about, work) => {
    const deadlineMs = waitsMs;
    const seconds = Math.ceil(deadlineMs / 1000);
    const doing: Doing = { vault, host, authority, credential: kind, does, secret: about, seconds };
    const deadline = AbortSignal.timeout(deadlineMs);
    const times = new Map<string, number>();
    for (let waited = 0; ; ) {
      const signal = AbortSignal.any([deadline]);
      const met = nothingMet();
      metBy.set(signal, met);
      let fault: Problem;
      try {
        return await within(deadline, work(connect(doing), signal));
      } catch (error) {
        if (deadline.aborted) throw problem('keyvault.silent', { host, seconds });
        fault = vaultFault(error, met, doing);
      }
      const tries = times.get(fault.code) ?? 0;
      times.set(fault.code, tries + 1);
      const wait = waitBefore(tries, fault, met.retryAfterSeconds);
      if (wait === undefined || byPerson || waited + wait >= deadlineMs) throw fault;
      await ports.pause(wait, deadline);
      if (deadline.aborted) throw fault;
      waited += wait;
    }
  };
}

// The packages take any text for a proxy: some end the whole process, others tell of a vault that was never asked.
function refuseUnusableProxy(env: SignInPorts['env']): void {
  const settings = proxySettings(env);
  if (settings === undefined || proxyAddress(settings) !== undefined) return;
  throw problem('proxy.unusable', { variable: settings.variable });
}

/** Whatever the environment says of logging: what the packages log holds what a server answered, which may quote a secret. */
function silence(): void {
  setLogLevel();
  AzureLogger.log = () => undefined;
}

/** The work, or the end of the time for it: not everything in the packages listens to a signal. */
function within<T>(deadline: AbortSignal, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const end = () => reject(new Error('too late'));
    if (deadline.aborted) end();
    deadline.addEventListener('abort', end);
    work.then(resolve, reject).finally(() => deadline.removeEventListener('abort', end));
  });
}
