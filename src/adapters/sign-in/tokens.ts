import * as oauth from 'oauth4webapi';
import { isProblem, problem } from '../../kernel/problem.ts';
import { type SecretValue, secretValue } from '../../kernel/secret-value.ts';
import type { Granted, Renewed, SignInApp } from '../../kernel/sign-in.ts';
import { answerOf, type Fetch } from './answer.ts';

export interface TokenParts {
  readonly ask: Fetch;
  /** Lets tests have a service on this machine without HTTPS. */
  readonly loopback?: true;
}

/** The service's token address for one app. */
export interface Tokens {
  /** Where the browser is sent. `verifier` proves that a code is ours, where the service takes that. */
  authorization(redirect: string, state: string, verifier: string): Promise<string>;
  /** What a browser's answer is worth; a wrong issuer is refused before anything is sent. */
  ofAnswer(answer: URL, state: string, redirect: string, verifier: string): Promise<Granted>;
  deviceCode(): Promise<oauth.DeviceAuthorizationResponse>;
  /** What the code of a device is worth, or that the person is not done yet. */
  ofDevice(code: string): Promise<Granted | 'pending' | 'slow down' | 'expired'>;
  renewed(token: SecretValue): Promise<Renewed>;
  /** Tells the service that a refresh token is done with. */
  revoked(token: SecretValue): Promise<void>;
}

/** Exchanges codes and tokens by the book (RFC 6749, 7636, 8628, 9207), within the time of the signal. */
export function createTokens(app: SignInApp, { ask, loopback }: TokenParts, signal: AbortSignal): Tokens {
  const { name } = app;
  for (const address of [app.authorization, app.token, app.device ?? app.token]) demandHttps(address, loopback);
  const server: oauth.AuthorizationServer = {
    issuer: app.issuer ?? new URL(app.authorization).origin,
    token_endpoint: app.token,
    ...(app.device === undefined ? {} : { device_authorization_endpoint: app.device }),
    ...(app.revocation === undefined ? {} : { revocation_endpoint: app.revocation }),
  };
  const client: oauth.Client = { client_id: app.clientId };
  const authentication = authenticationOf(app);
  const options = {
    [oauth.customFetch]: (address: string, init: RequestInit) =>
      answerOf(ask, address, init, { name, kindUnsaid: app.kindUnsaid === true, signal }),
    [oauth.allowInsecureRequests]: loopback === true,
    signal,
  };
  const resource: Record<string, string> = app.resource === undefined ? {} : { resource: app.resource };
  const forResource = { ...options, additionalParameters: resource };

  async function settled<T>(work: () => Promise<T>, ofGrant: (error: string) => Error): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (isProblem(error)) throw error;
      if (signal.aborted) throw signal.reason;
      const { error: word } = error as { error?: unknown };
      if (typeof word === 'string') throw ofGrant(word);
      throw problem('sign_in.answer', {
        name,
        host: new URL(app.token).host,
        says: 'lacks what the standard asks for',
      });
    }
  }

  const refusal = (error: string) => {
    if (error === 'access_denied') return problem('sign_in.denied', { name });
    if (error === 'invalid_client' || error === 'unauthorized_client')
      return problem('sign_in.app_refused', { name, error });
    return problem('sign_in.refused', { name, error });
  };
  const refusalOfRenewal = (error: string) =>
    error === 'invalid_grant' ? problem('sign_in.over', { name }) : refusal(error);

  async function granted(answer: oauth.TokenEndpointResponse): Promise<Granted> {
    if (app.leaves === 'access-token') {
      const long = app.lengthens === undefined ? answer : await lengthened(app.lengthens, answer.access_token);
      return grantOf(long.access_token, long.expires_in);
    }
    if (answer.refresh_token === undefined) throw problem('sign_in.no_token', { name, label: app.label });
    return grantOf(answer.refresh_token, lifetime(answer));
  }

  async function lengthened(grant: string, token: string): Promise<oauth.TokenEndpointResponse> {
    const form = { [grant]: token };
    const response = await oauth.genericTokenEndpointRequest(server, client, authentication, grant, form, options);
    return oauth.processGenericTokenEndpointResponse(server, client, response);
  }

  return {
    async authorization(redirect, state, verifier) {
      const address = new URL(app.authorization);
      const challenge = app.pkce
        ? { code_challenge: await oauth.calculatePKCECodeChallenge(verifier), code_challenge_method: 'S256' }
        : {};
      const query = {
        ...app.parameters,
        response_type: 'code',
        client_id: app.clientId,
        redirect_uri: redirect,
        ...(app.scopes.length === 0 ? {} : { scope: app.scopes.join(app.between ?? ' ') }),
        state,
        ...challenge,
        ...resource,
      };
      for (const [key, value] of Object.entries(query)) address.searchParams.set(key, value);
      return address.href;
    },
    async ofAnswer(answer, state, redirect, verifier) {
      const named = answer.searchParams.get('iss');
      if (!isIssuer(named, app)) throw problem('sign_in.issuer', { name });
      const naming = { ...server, issuer: named ?? server.issuer };
      return settled(async () => {
        const judged = oauth.validateAuthResponse(naming, client, answer, state);
        const proof = app.pkce ? verifier : oauth.nopkce;
        const response = await oauth.authorizationCodeGrantRequest(
          naming,
          client,
          authentication,
          judged,
          redirect,
          proof,
          forResource,
        );
        return granted(await oauth.processAuthorizationCodeResponse(naming, client, response));
      }, refusal);
    },
    deviceCode: () =>
      settled(async () => {
        const form = { scope: app.scopes.join(app.between ?? ' '), ...resource };
        const response = await oauth.deviceAuthorizationRequest(server, client, authentication, form, options);
        const answer = await oauth.processDeviceAuthorizationResponse(server, client, response);
        demandHttps(answer.verification_uri, loopback);
        return answer;
      }, refusal),
    async ofDevice(code) {
      const waits = { authorization_pending: 'pending', slow_down: 'slow down', expired_token: 'expired' } as const;
      return settled(async () => {
        const response = await oauth.deviceCodeGrantRequest(server, client, authentication, code, forResource);
        try {
          return await granted(await oauth.processDeviceCodeResponse(server, client, response));
        } catch (error) {
          const word = (error as { error?: string }).error ?? '';
          if (Object.hasOwn(waits, word)) return waits[word as keyof typeof waits];
          throw error;
        }
      }, refusal);
    },
    async renewed(token) {
      if (app.leaves === 'access-token') return { accessToken: token, kept: { token } };
      return settled(async () => {
        const plain = token.reveal();
        const response = await oauth.refreshTokenGrantRequest(server, client, authentication, plain, forResource);
        const answer = await oauth.processRefreshTokenResponse(server, client, response);
        const kept = grantOf(answer.refresh_token ?? plain, lifetime(answer));
        const seconds = answer.expires_in;
        return { accessToken: secretValue(answer.access_token), kept, ...(seconds === undefined ? {} : { seconds }) };
      }, refusalOfRenewal);
    },
    revoked: (token) =>
      settled(async () => {
        const plain = token.reveal();
        // An answer to this has no body, so it is not read as one that has.
        const asking = {
          ...options,
          [oauth.customFetch]: (at: string, init: RequestInit) => ask(at, { ...init, redirect: 'manual' }),
        };
        const more = { ...asking, additionalParameters: { token_type_hint: 'refresh_token' } };
        const response = await oauth.revocationRequest(server, client, authentication, plain, more);
        await oauth.processRevocationResponse(response);
      }, refusal),
  };
}

function authenticationOf({ appSecret, clientSecret }: SignInApp): oauth.ClientAuth {
  if (appSecret === undefined) return oauth.None();
  const plain = appSecret.reveal();
  return clientSecret === 'header' ? oauth.ClientSecretBasic(plain) : oauth.ClientSecretPost(plain);
}

// Where the service tells no issuer, one that it names has to be of the place where it signs in.
function isIssuer(named: string | null, { issuer, authorization, token }: SignInApp): boolean {
  if (issuer !== undefined) return named === issuer;
  if (named === null) return true;
  const origin = URL.canParse(named) ? new URL(named).origin : '';
  return [authorization, token].some((address) => new URL(address).origin === origin);
}

/** Nothing secret goes where others can read it. */
function demandHttps(address: string, loopback: true | undefined): void {
  const { protocol, hostname, host } = new URL(address);
  if (protocol === 'https:' || (loopback === true && hostname === '127.0.0.1')) return;
  throw problem('sign_in.insecure', { host });
}

function grantOf(token: string, seconds: number | undefined): Granted {
  return { token: secretValue(token), ...(seconds === undefined || !(seconds > 0) ? {} : { seconds }) };
}

// Not of the standard, and told by many under one of these names.
function lifetime(answer: oauth.TokenEndpointResponse): number | undefined {
  const seconds = Number(answer.refresh_token_expires_in ?? answer.refresh_expires_in);
  return Number.isFinite(seconds) ? seconds : undefined;
}
