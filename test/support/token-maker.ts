import { exportJWK, generateKeyPair, type JWTHeaderParameters, SignJWT } from 'jose';

export const tenant = '0ae51e19-07c8-4e4b-bb6d-648ee58410f4';
export const entraIssuer = `https://login.microsoftonline.com/${tenant}/v2.0`;
export const audience = '8a9a1d3c-5c1c-4d9f-8f0e-4f1f3a0c9d11';
const person = 'b3f8a1f0-1111-4222-8333-444455556666';
const app = '11112222-3333-4444-8555-666677778888';

/** When every token of a test is looked at. */
export const now = '2026-11-22T08:00:00.000Z';
export const seconds = Date.parse(now) / 1000;

/** What a token of a person of Microsoft Entra ID says. */
export const ofPerson = {
  iss: entraIssuer,
  aud: audience,
  iat: seconds - 60,
  nbf: seconds - 60,
  exp: seconds + 3600,
  ver: '2.0',
  tid: tenant,
  oid: person,
  sub: 'pairwise-1',
  azp: app,
  scp: 'manage read',
  name: 'Ana Ruiz',
  preferred_username: 'ana@contoso.example',
};

/** The same of an application. */
export const ofApp = {
  ...ofPerson,
  scp: undefined,
  idtyp: 'app',
  roles: ['Connections.Manage'],
  oid: app,
  name: undefined,
  preferred_username: undefined,
};

export interface IssuerOfTests {
  /** A token with these claims, signed with the newest key. */
  sign(claims: object, header?: Partial<JWTHeaderParameters>): Promise<string>;
  /** A token whose three parts are exactly these. */
  made(header: object, claims: object, signature?: string): string;
  /** Gives it another key; the keys before are gone. */
  rotate(): Promise<void>;
  readonly fetch: typeof fetch;
  /** Every address that was asked. */
  readonly asked: string[];
  /** What it answers from now on in place of the right thing. */
  answers: ((address: string) => Response | Promise<Response>) | undefined;
  /** The newest key as it is published. */
  published(): Promise<Record<string, unknown>>;
}

const base64 = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** An issuer without a port: discovery and keys come from its `fetch`, tokens are signed by hand. */
export async function issuerOfTests(issuer = entraIssuer, alg = 'RS256'): Promise<IssuerOfTests> {
  const made = async (number: number) => ({ kid: `key-${number}`, ...(await generateKeyPair(alg)) });
  let key = await made(1);
  let count = 1;
  const asked: string[] = [];
  const published = async () => ({ ...(await exportJWK(key.publicKey)), kid: key.kid, alg, use: 'sig' });
  const it: IssuerOfTests = {
    asked,
    answers: undefined,
    published,
    sign: (claims, header = {}) =>
      new SignJWT(claims as Record<string, unknown>)
        .setProtectedHeader({ alg, kid: key.kid, typ: 'JWT', ...header })
        .sign(key.privateKey, { crit: Object.fromEntries((header.crit ?? []).map((name) => [name, true])) }),
    made: (header, claims, signature = 'c2lnbmF0dXJl') => `${base64(header)}.${base64(claims)}.${signature}`,
    async rotate() {
      count += 1;
      key = await made(count);
    },
    fetch: (async (address: string) => {
      asked.push(address);
      if (it.answers !== undefined) return it.answers(address);
      return address.endsWith('/.well-known/openid-configuration')
        ? Response.json({ issuer, jwks_uri: `${issuer}/keys` })
        : Response.json({ keys: [await published()] });
    }) as typeof fetch,
  };
  return it;
}
