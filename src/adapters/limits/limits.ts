import type { Clock, Digest } from '../../kernel/ports.ts';
import { type Problem, problem, problemDocument } from '../../kernel/problem.ts';
import type { Caller } from '../../model/caller.ts';
import { createBuckets, type Rate } from './bucket.ts';
import { createLocks, type LockOut, usualLockOut } from './lock-out.ts';
import { remembered } from './remembered.ts';

export interface LimitParts {
  readonly clock: Clock;
  readonly digest: Digest;
  readonly rates?: { readonly address: Rate; readonly caller: Rate };
  readonly lockOut?: LockOut;
  /** How many addresses, callers and tokens are remembered. */
  readonly most?: number;
}

/** What comes from where; the address is that of the caller, not of a proxy in between. */
export type Answering = (request: Request, from: { readonly address: string }) => Promise<Response>;

export interface Limits {
  /** Around the whole API: refuses an address that asks too much, or that tries tokens. */
  around(answer: Answering): Answering;
  /** Around who presents a request: refuses a caller who asks too much, from however many addresses. */
  callers(authenticate: (request: Request) => Promise<Caller>): (request: Request) => Promise<Caller>;
}

/** For a person with a script, and for an office of them behind one address. */
const usualRates = { address: { burst: 1200, perSecond: 300 }, caller: { burst: 600, perSecond: 150 } } as const;

const usualMost = 10_000;

/** Limits of one server process, kept in its memory, of which they take a fixed amount at most. */
export function createLimits(parts: LimitParts): Limits {
  const { clock, digest, rates = usualRates, lockOut = usualLockOut, most = usualMost } = parts;
  const nowMs = () => Date.parse(clock());
  const ofAddress = createBuckets(rates.address, nowMs, most);
  const ofCaller = createBuckets(rates.caller, nowMs, most);
  const locks = createLocks(lockOut, nowMs, most);
  // Who was let in from an address is not locked out by a neighbour who guesses.
  const letIn = remembered<true>(most);

  return {
    around: (answer) => async (request, from) => {
      const place = placeOf(from.address);
      const wait = ofAddress(place);
      if (wait > 0) return answerOf(problem('rate.exceeded', { seconds: wait }, { retryAfter: wait }));
      const presented = request.headers.get('authorization');
      if (presented === null) return answer(request, from);
      const key = `${place} ${digest(presented)}`;
      const locked = letIn.get(key) === undefined ? locks.locked(place) : 0;
      if (locked > 0) return answerOf(problem('rate.locked', { seconds: locked }, { retryAfter: locked }));
      const answered = await answer(request, from);
      if (answered.status === 401) {
        letIn.forget(key);
        locks.refused(place);
      } else if (answered.status < 400) letIn.set(key, true);
      return answered;
    },
    callers: (authenticate) => async (request) => {
      const caller = await authenticate(request);
      const wait = ofCaller(keyOf(caller));
      if (wait > 0) throw problem('rate.exceeded', { seconds: wait }, { retryAfter: wait });
      return caller;
    },
  };
}

// A token's id is no secret, so that with its id alone nobody can use up what its holder may ask.
function keyOf(caller: Caller): string {
  if (caller.kind === 'identity') return `${caller.issuer} ${caller.subject}`;
  return caller.kind === 'token' ? `${caller.token} ${caller.secretSum}` : caller.name;
}

/** What counts as one place: an address, or of the sixth version the network of one line, which has many addresses. */
export function placeOf(address: string): string {
  const text = address.replace(/^\[|\]$|%.*$/g, '').toLowerCase();
  if (!text.includes(':')) return text;
  const inner = /^::ffff:(\d+(?:\.\d+){3})$/.exec(text)?.[1];
  if (inner !== undefined) return inner;
  const [head = '', tail] = text.split('::');
  const first = head === '' ? [] : head.split(':');
  const last = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = Array.from({ length: Math.max(0, 8 - first.length - last.length) }, () => '0');
  return [...first, ...(tail === undefined ? [] : zeros), ...last].slice(0, 4).join(':');
}

function answerOf(refusal: Problem): Response {
  return new Response(JSON.stringify(problemDocument(refusal)), {
    status: refusal.status,
    headers: {
      'content-type': 'application/problem+json',
      'cache-control': 'no-store',
      'retry-after': String(refusal.members.retryAfter),
    },
  });
}
