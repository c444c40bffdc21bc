import * as oauth from 'oauth4webapi';
import { isProblem, problem } from '../../../kernel/problem.ts';
import { type SecretValue, secretValue } from '../../../kernel/secret-value.ts';
import { answerOf } from '../answer.ts';
import { issuerAddresses } from './issuer-addresses.ts';
import { isHere, issuerOf, type Place, resourceOf, scopesOf, type WayPorts, withinTime } from './place.ts';

/** An access token, and how long it holds where that is said. */
export interface Got {
  readonly token: SecretValue;
  readonly seconds: number | undefined;
}

/** Proves to an issuer who an application is, without any secret of ours: a token of somebody whom the issuer trusts. */
export type Assertion = (to: {
  readonly issuer: string;
  readonly clientId: string;
  readonly token: string;
  readonly signal: AbortSignal;
}) => Promise<SecretValue>;

const kind = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

/** Signs an application in at the issuer of an environment (RFC 7523), with an assertion that is made anew each time. */
export async function appGrant(place: Place, assertion: Assertion, { ask }: WayPorts): Promise<Got> {
  const { issuer, clientId } = issuerOf(place);
  const { environment: name, remote } = place;
  const here = isHere(place);
  return withinTime(place, new URL(issuer).host, async (signal) => {
    const { token } = await issuerAddresses(issuer, { ask, name, here, signal });
    const proof = await assertion({ issuer, clientId, token, signal });
    const server: oauth.AuthorizationServer = { issuer, token_endpoint: token };
    const client: oauth.Client = { client_id: clientId };
    const authenticated: oauth.ClientAuth = (_, it, body) => {
      body.set('client_id', it.client_id);
      body.set('client_assertion_type', kind);
      body.set('client_assertion', proof.reveal());
    };
    const scopes = scopesOf(remote.signIn);
    const form = { ...(scopes.length === 0 ? {} : { scope: scopes.join(' ') }), ...resourceOf(remote.signIn) };
    const options = {
      [oauth.customFetch]: (address: string, init: RequestInit) =>
        answerOf(ask, address, init, { name, kindUnsaid: false, signal }),
      [oauth.allowInsecureRequests]: here,
      signal,
    };
    try {
      const response = await oauth.clientCredentialsGrantRequest(server, client, authenticated, form, options);
      const answer = await oauth.processClientCredentialsResponse(server, client, response);
      return { token: secretValue(answer.access_token), seconds: answer.expires_in };
    } catch (error) {
      if (isProblem(error) || signal.aborted) throw error;
      const { error: word } = error as { error?: unknown };
      if (typeof word === 'string') throw problem('sign_in.app_refused', { name, error: word });
      throw problem('sign_in.answer', { name, host: new URL(token).host, says: 'lacks what the standard asks for' });
    }
  });
}
