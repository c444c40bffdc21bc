import { problem } from '../../../kernel/problem.ts';
import type { RemoteSignIn, SignInWay } from '../../../model/remote.ts';
import { readSignInOffer, type SignInOffer, signInPath } from '../../../model/sign-in-offer.ts';
import { answerOf } from '../answer.ts';
import { type Place, type WayPorts, withinTime } from './place.ts';

/**
 * How to sign in by a way: what is kept with the environment, and for what lacks the server's own word, once. Later runs
 * go by what is kept, so that a server cannot send them to another issuer.
 */
export async function settledSignIn(
  place: Place,
  kind: SignInWay,
  { ask }: Pick<WayPorts, 'ask'>,
): Promise<RemoteSignIn> {
  const { environment, remote } = place;
  const kept = { ...remote.signIn, kind };
  const aims = kept.scope ?? kept.audience;
  const knows = kept.issuer !== undefined && kept.clientId !== undefined && aims !== undefined;
  if (kind === 'token' || knows || (kind === 'azure-cli' && aims !== undefined)) return kept;
  const offer = await offerOf(place, ask);
  const found = Object.fromEntries(
    Object.entries(offer).filter(([, value]) => value !== null),
  ) as Partial<RemoteSignIn>;
  const settled = { ...found, ...kept };
  if (settled.issuer === undefined || (settled.clientId === undefined && kind !== 'azure-cli')) {
    const says =
      settled.issuer === undefined
        ? `the server of \`${environment}\` names no issuer to sign in at, so it takes API tokens alone`
        : `no application is known to sign in to \`${environment}\` as; the server names none`;
    throw problem('login.refused', { environment, says });
  }
  return settled;
}

async function offerOf(place: Place, ask: WayPorts['ask']): Promise<SignInOffer> {
  const { environment: name, remote } = place;
  const { host } = new URL(remote.url);
  return withinTime(place, host, async (signal) => {
    const address = `${remote.url}${signInPath}`;
    const answer = await answerOf(ask, address, {}, { name, kindUnsaid: false, signal });
    const offer = answer.status === 200 ? readSignInOffer(await answer.json()) : undefined;
    if (offer === undefined) throw problem('sign_in.answer', { name, host, says: 'does not say how to sign in' });
    return offer;
  });
}
