import { isProblem, problem } from '../../../kernel/problem.ts';
import type { RemoteTokens } from '../../../kernel/remote-tokens.ts';
import { type SecretValue, secretValue } from '../../../kernel/secret-value.ts';
import type { SignInWait } from '../../../kernel/sign-in.ts';
import { appGrant, type Got } from './app-grant.ts';
import { federatedAssertion, isFederation } from './federation.ts';
import type { Kept, KeptSignIn } from './kept.ts';
import { type PersonPorts, renewPerson, signInPerson } from './person.ts';
import type { Place, WayPorts } from './place.ts';

export interface RemoteTokenPorts extends WayPorts {
  readonly kept: KeptSignIn;
  /** What lets a person sign in; loaded by the ways that need one. */
  readonly person: () => Promise<PersonPorts>;
  /** How a person is waited for who signs in for this run alone; nothing where nobody can be asked. */
  readonly attended: SignInWait | undefined;
}

interface Current {
  readonly token: SecretValue;
  readonly untilMs: number;
  /** From when on another one is asked for. */
  readonly renewFromMs: number;
}

/** A token that has less than this left is not begun with. */
const leastLeftMs = 120_000;
const usualSeconds = 300;

/** The variable that a token for one environment may stand in, before `CINCH_TOKEN`, which stands for all. */
export function tokenVariable(environment: string): string {
  return `CINCH_TOKEN_${environment.toUpperCase().replaceAll('-', '_')}`;
}

/** The variable that is set for an environment, its own before that for all. */
export function setVariable(environment: string, env: WayPorts['env']): string | undefined {
  return [tokenVariable(environment), 'CINCH_TOKEN'].find((it) => (env[it] ?? '') !== '');
}

/** The token that a variable holds for an environment; one that can be none is refused before it is sent anywhere. */
export function tokenOfVariable(environment: string, env: WayPorts['env']): SecretValue | undefined {
  const name = setVariable(environment, env);
  if (name === undefined) return undefined;
  const text = env[name]?.trim() ?? '';
  if (!/^[\x21-\x7e]{1,16384}$/.test(text))
    throw problem('signed_out', { environment, why: `\`${name}\` holds what can be no token` });
  return secretValue(text);
}

/** Tokens by the one way that is kept with the environment. Where that way has none there is none: nothing takes its place. */
export function createRemoteTokens(place: Place, ports: RemoteTokenPorts): RemoteTokens {
  const { environment, remote } = place;
  const { kind: way } = remote.signIn;
  const { nowMs } = ports;
  let current: Current | undefined;
  let asking: Promise<Current> | undefined;
  /** What a sign-in left that could not be kept. */
  let held: Kept | undefined;

  const signedOut = (why: string) => problem('signed_out', { environment, why });

  async function fresh(): Promise<Current> {
    if (way === 'token') {
      const { kept, trouble } = await ports.kept.read();
      if (kept?.api === undefined) throw signedOut(trouble ?? 'no token is kept for it, and `CINCH_TOKEN` is not set');
      return { token: kept.api, untilMs: Number.POSITIVE_INFINITY, renewFromMs: Number.POSITIVE_INFINITY };
    }
    if (way === 'browser' || way === 'device-code') return ofPerson(way);
    return ofGot(await byMachine(way));
  }

  async function byMachine(kind: Exclude<typeof way, 'token' | 'browser' | 'device-code'>): Promise<Got> {
    if (kind === 'azure-cli') {
      const { azureCliToken } = await import('./azure-cli.ts');
      return azureCliToken(place, nowMs);
    }
    if (isFederation(kind)) return appGrant(place, federatedAssertion(kind, place, ports), ports);
    const { certificateAssertion } = await import('./certificate.ts');
    return appGrant(place, certificateAssertion(place, ports), ports);
  }

  async function ofPerson(kind: 'browser' | 'device-code'): Promise<Current> {
    const { kept = held, trouble } = await ports.kept.read();
    const now = ofKept(kept);
    if (now !== undefined && !isWorn(now)) return now;
    const person = await ports.person();
    if (kept?.refresh !== undefined) return keeping(await renewed(kept, person));
    if (trouble === undefined) throw signedOut('nothing of an earlier sign-in is kept');
    if (ports.attended === undefined)
      throw signedOut(`${trouble}, so no sign-in is kept, and \`CINCH_TOKEN\` is not set`);
    return keeping(await signInPerson(kind, place, person, ports.attended));
  }

  // Another run may have used it up meanwhile, and kept what came of that.
  async function renewed(kept: Kept, person: PersonPorts): Promise<Kept> {
    try {
      return await renewPerson(place, kept, person);
    } catch (error) {
      if (!isProblem(error) || error.code !== 'signed_out') throw error;
      const { kept: other } = await ports.kept.read();
      if (other?.refresh === undefined || other.refresh.reveal() === kept.refresh?.reveal()) throw error;
      const now = ofKept(other);
      return now !== undefined && !isWorn(now) ? other : renewPerson(place, other, person);
    }
  }

  async function keeping(kept: Kept): Promise<Current> {
    held = kept;
    await ports.kept.keep(kept);
    const now = ofKept(kept);
    if (now === undefined) throw signedOut('the sign-in left no token');
    return now;
  }

  function ofGot({ token, seconds = usualSeconds }: Got): Current {
    const lifeMs = seconds * 1000;
    const untilMs = nowMs() + lifeMs;
    return { token, untilMs, renewFromMs: untilMs - Math.min(leastLeftMs, lifeMs / 2) };
  }

  function ofKept(kept: Kept | undefined): Current | undefined {
    if (kept?.access === undefined || kept.untilMs === undefined) return undefined;
    return { token: kept.access, untilMs: kept.untilMs, renewFromMs: kept.untilMs - leastLeftMs };
  }

  const isWorn = ({ renewFromMs }: Current) => nowMs() >= renewFromMs;

  return {
    async token() {
      const fixed = tokenOfVariable(environment, ports.env);
      if (fixed !== undefined) return fixed;
      if (current !== undefined && !isWorn(current)) return current.token;
      asking ??= fresh().finally(() => {
        asking = undefined;
      });
      try {
        current = await asking;
      } catch (error) {
        // While the issuer is out of reach, a token that still holds will do.
        if (!isProblem(error) || !error.retryable || current === undefined || nowMs() >= current.untilMs) throw error;
      }
      return current.token;
    },
  };
}
