import { beforeAll, describe, expect, test } from '@jest/globals';
import { generateKeyPair, SignJWT } from 'jose';
import { reasonOf } from '../../../src/adapters/oidc/refusal.ts';
import { createVerifier, type VerifierParts } from '../../../src/adapters/oidc/verifier.ts';
import { isProblem, type Problem, problemDocument } from '../../../src/kernel/problem.ts';
import {
  audience,
  entraIssuer,
  type IssuerOfTests,
  issuerOfTests,
  now,
  ofApp,
  ofPerson,
  seconds,
  tenant,
} from '../../support/token-maker.ts';

let issuer: IssuerOfTests;
beforeAll(async () => {
  issuer = await issuerOfTests();
});

const verifier = (more: Partial<VerifierParts> = {}) =>
  createVerifier({ issuer: entraIssuer, audience, fetch: issuer.fetch, clock: () => now, ...more });

async function refusal(work: Promise<unknown>): Promise<Problem> {
  const came = await work.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (isProblem(came)) return came;
  throw came ?? new Error('nothing was refused');
}

const other = 'ffffffff-07c8-4e4b-bb6d-648ee58410f4';

describe('an access token of Microsoft Entra ID', () => {
  test('of a person names tenant and object, never the subject of the one application', async () => {
    expect(await verifier()(await issuer.sign(ofPerson))).toEqual({
      kind: 'identity',
      principal: 'user',
      issuer: entraIssuer,
      subject: `${tenant}/${ofPerson.oid}`,
      email: null,
      displayName: 'Ana Ruiz',
      groups: [],
      appRoles: [],
    });
  });

  test('of an application says so, with its roles', async () => {
    expect(await verifier()(await issuer.sign(ofApp))).toMatchObject({
      principal: 'app',
      subject: `${tenant}/${ofApp.oid}`,
      appRoles: ['Connections.Manage'],
      displayName: `${tenant}/${ofApp.oid}`,
    });
  });

  test.each([
    [
      'with what the organisation has verified',
      { email: 'ana@contoso.example', xms_edov: true },
      'ana@contoso.example',
    ],
    [
      'with what it has verified, as it writes that elsewhere',
      { email: 'ana@contoso.example', xms_edov: '1' },
      'ana@contoso.example',
    ],
    ['with what nobody verified', { email: 'boss@fabrikam.example' }, null],
    ['with another service’s word for it', { email: 'boss@fabrikam.example', email_verified: true }, null],
    ['with what it says is not verified', { email: 'boss@fabrikam.example', xms_edov: false }, null],
    ['with what is no address', { email: 'ana@contoso.example\u202e', xms_edov: true }, null],
  ])('has an address %s', async (_, claims, email) => {
    expect(await verifier()(await issuer.sign({ ...ofPerson, ...claims }))).toMatchObject({ email });
  });

  test.each([
    ['as they are', { groups: ['g-1', 'g-2'] }, ['g-1', 'g-2']],
    [
      'as unknown where there are too many',
      { _claim_names: { groups: 'src1' }, _claim_sources: { src1: { endpoint: 'https://evil.example' } } },
      null,
    ],
    ['as unknown where it only says that there are some', { hasgroups: true }, null],
    ['as none where they are no list', { groups: 'administrators' }, []],
  ])('tells groups %s', async (_, claims, groups) => {
    expect(await verifier()(await issuer.sign({ ...ofPerson, ...claims }))).toMatchObject({ groups });
    expect(issuer.asked.filter((address) => address.includes('evil'))).toEqual([]);
  });

  test('shows no name that could move a cursor', async () => {
    const { displayName } = await verifier()(await issuer.sign({ ...ofPerson, name: '\u001b[2JAna\u202e\r\n' }));

    expect(displayName).toBe('[2JAna');
  });

  test('may be a minute late and a minute early, for clocks that differ', async () => {
    const late = { ...ofPerson, iat: seconds - 3600, exp: seconds - 59 };
    const early = { ...ofPerson, iat: seconds + 59, nbf: seconds + 59 };

    expect(await verifier()(await issuer.sign(late))).toMatchObject({ principal: 'user' });
    expect(await verifier()(await issuer.sign(early))).toMatchObject({ principal: 'user' });
  });

  test('is taken from the applications that were named, with the scope that was named', async () => {
    const strict = verifier({ clients: [ofPerson.azp], scope: 'manage' });

    expect(await strict(await issuer.sign(ofPerson))).toMatchObject({ principal: 'user' });
    expect(await strict(await issuer.sign(ofApp))).toMatchObject({ principal: 'app' });
  });
});

type Made = (issuer: IssuerOfTests) => Promise<string> | string;
const withClaims =
  (claims: object): Made =>
  (by) =>
    by.sign({ ...ofPerson, ...claims });
const header = { alg: 'RS256', kid: 'key-1', typ: 'JWT' };

describe('a token', () => {
  const hostile: readonly [string, Made, string][] = [
    ['that is none', () => 'garbage', 'form'],
    ['that is empty', () => '', 'form'],
    ['of two parts', async (by) => (await by.sign(ofPerson)).split('.').slice(0, 2).join('.'), 'form'],
    ['of five parts', async (by) => `${await by.sign(ofPerson)}.a.b`, 'form'],
    [
      'with a header that is no JSON',
      async (by) => `e30x.${(await by.sign(ofPerson)).split('.').slice(1).join('.')}`,
      'form',
    ],
    ['of more than 8 KiB', withClaims({ filler: 'x'.repeat(9000) }), 'too-long'],
    ['that is not signed', (by) => by.made({ ...header, alg: 'none' }, ofPerson), 'algorithm'],
    ['that says so in capitals', (by) => by.made({ ...header, alg: 'nOnE' }, ofPerson), 'algorithm'],
    [
      'whose signature was cut off',
      async (by) => `${(await by.sign(ofPerson)).split('.').slice(0, 2).join('.')}.`,
      'form',
    ],
    ['that is signed with the public key as if that were a password', signedWithPublicKey, 'algorithm'],
    ['of another algorithm of the same key', (by) => by.made({ ...header, alg: 'PS256' }, ofPerson), 'algorithm'],
    ['of another type', (by) => by.sign(ofPerson, { typ: 'dpop+jwt' }), 'type'],
    ['whose claims were changed', changedClaims, 'signature'],
    ['signed by somebody else under the same key id', signedByStranger({}), 'signature'],
    ['that brings the key it is signed with', signedByStranger({ brings: 'jwk' }), 'signature'],
    ['that says where its key is', signedByStranger({ brings: 'jku' }), 'signature'],
    ['that says where its certificate is', signedByStranger({ brings: 'x5u' }), 'signature'],
    ['with a demand that is not known', (by) => by.sign(ofPerson, { crit: ['cap'], cap: 1 } as never), 'critical'],
    ['of another issuer', withClaims({ iss: 'https://login.evil.example' }), 'issuer'],
    ['of an issuer that starts like the right one', withClaims({ iss: `${entraIssuer}/` }), 'issuer'],
    ['of the first version’s issuer', withClaims({ iss: `https://sts.windows.net/${tenant}/` }), 'issuer'],
    ['of another tenant', withClaims({ iss: entraIssuer.replace(tenant, other), tid: other }), 'issuer'],
    ['that names another tenant than its issuer', withClaims({ tid: other }), 'tenant'],
    ['without a tenant', withClaims({ tid: undefined }), 'tenant'],
    ['for another service', withClaims({ aud: 'https://graph.microsoft.com' }), 'audience'],
    ['for nothing', withClaims({ aud: undefined }), 'audience'],
    ['for something that starts like this server', withClaims({ aud: `${audience}0` }), 'audience'],
    ['of the first version', withClaims({ ver: '1.0' }), 'version'],
    ['that has ended', withClaims({ iat: seconds - 7200, exp: seconds - 61 }), 'expired'],
    ['that never ends', withClaims({ exp: undefined }), 'times'],
    ['that ends at no number', withClaims({ exp: 'never' }), 'times'],
    ['that lasts a year', withClaims({ exp: seconds + 365 * 86_400 }), 'life'],
    ['that ends before it begins', withClaims({ iat: seconds - 10, exp: seconds - 20 }), 'times'],
    ['that does not count yet', withClaims({ nbf: seconds + 61 }), 'early'],
    ['that does not say from when it counts', withClaims({ nbf: undefined }), 'times'],
    ['made in the future', withClaims({ iat: seconds + 61 }), 'early'],
    ['that does not say when it was made', withClaims({ iat: undefined }), 'times'],
    ['without an object', withClaims({ oid: undefined }), 'subject'],
    ['whose object is no id', withClaims({ oid: '../admin' }), 'subject'],
    ['that tells who signed in, and opens nothing', withClaims({ scp: undefined, nonce: 'n' }), 'id-token'],
    ['of a person with a role and no scope', withClaims({ scp: undefined, roles: ['Admin'] }), 'id-token'],
  ];

  test.each(hostile)('%s is refused', async (_, make, reason) => {
    const token = await make(issuer);

    const refused = await refusal(verifier()(token));

    expect([refused.code, reasonOf(refused)]).toEqual(['token.refused', reason]);
    expect([refused.status, refused.exit]).toEqual([401, 4]);
    expect(issuer.asked.filter((address) => !address.startsWith(entraIssuer))).toEqual([]);
  });

  test('that is refused is refused in the same words, whatever was wrong with it', async () => {
    const documents = new Set<string>();
    for (const [, make] of hostile)
      documents.add(JSON.stringify(problemDocument(await refusal(verifier()(await make(issuer))))));

    expect(documents.size).toBe(1);
  });

  test.each([
    ['of an application that is not known', ofPerson, { clients: ['another'] }, 'client'],
    ['of no application', { ...ofPerson, azp: undefined }, { clients: [ofPerson.azp] }, 'client'],
    [
      'with a scope that only contains the right one',
      { ...ofPerson, scp: 'manage.all unmanage' },
      { scope: 'manage' },
      'scope',
    ],
  ])('%s is refused', async (_, claims, more, reason) => {
    expect(reasonOf(await refusal(verifier(more)(await issuer.sign(claims))))).toBe(reason);
  });
});

async function signedWithPublicKey(by: IssuerOfTests): Promise<string> {
  const secret = new TextEncoder().encode(JSON.stringify(await by.published()));
  return new SignJWT(ofPerson).setProtectedHeader({ alg: 'HS256', kid: 'key-1' }).sign(secret);
}

async function changedClaims(by: IssuerOfTests): Promise<string> {
  const [head, , signature] = (await by.sign(ofPerson)).split('.');
  return `${head}.${Buffer.from(JSON.stringify({ ...ofPerson, roles: ['Admin'] })).toString('base64url')}.${signature}`;
}

function signedByStranger({ brings }: { brings?: 'jwk' | 'jku' | 'x5u' }): Made {
  return async () => {
    const { privateKey } = await generateKeyPair('RS256');
    const evil = await issuerOfTests('https://evil.example');
    const extra = { jwk: await evil.published(), jku: 'https://evil.example/keys', x5u: 'https://evil.example/cert' };
    const more = brings === undefined ? {} : { [brings]: extra[brings] };
    return new SignJWT(ofPerson).setProtectedHeader({ ...header, ...more }).sign(privateKey);
  };
}

describe('an issuer that is trusted', () => {
  test.each([
    ['of any organisation', 'https://login.microsoftonline.com/common/v2.0'],
    ['of all organisations', 'https://login.microsoftonline.com/organizations/v2.0'],
    ['of the first version', `https://sts.windows.net/${tenant}/`],
    ['over an open line', 'http://login.example'],
    ['that is no address', 'login.example'],
  ])('is never one %s', (_, address) => {
    expect(() => verifier({ issuer: address })).toThrow(expect.objectContaining({ code: 'usage.flag_value' }));
  });

  test('is not of another tenant than the one that is named', () => {
    expect(() => verifier({ tenant: other })).toThrow(expect.objectContaining({ code: 'usage.flag_value' }));
  });
});

describe('an access token of any other issuer', () => {
  const address = 'https://id.example/realms/team';
  const claims = {
    iss: address,
    aud: ['https://cinch.example', 'account'],
    iat: seconds,
    exp: seconds + 300,
    sub: 'f:1',
    client_id: 'cinch-cli',
    scope: 'openid manage',
    email: 'ana@contoso.example',
    email_verified: true,
  };
  const judged = async (more: object, options: Partial<VerifierParts> = {}, head = {}) => {
    const by = await issuerOfTests(address, options.algorithms?.[0] ?? 'RS256');
    const parts = { issuer: address, audience: 'https://cinch.example', fetch: by.fetch, clock: () => now };
    return createVerifier({ ...parts, ...options })(await by.sign({ ...claims, ...more }, head));
  };

  test('names issuer and subject, and an address that it has verified', async () => {
    expect(await judged({})).toEqual({
      kind: 'identity',
      principal: 'user',
      issuer: address,
      subject: 'f:1',
      email: 'ana@contoso.example',
      displayName: 'ana@contoso.example',
      groups: [],
      appRoles: [],
    });
    expect(await judged({ email_verified: false })).toMatchObject({ email: null });
    expect(await judged({ email_verified: 'true' })).toMatchObject({ email: null });
  });

  test('is an application’s where it is its own subject', async () => {
    expect(await judged({ sub: 'cinch-cli' })).toMatchObject({ principal: 'app', email: null });
  });

  test('may be of another algorithm where that was chosen', async () => {
    expect(await judged({}, { algorithms: ['ES256'] }, { typ: 'at+jwt' })).toMatchObject({ subject: 'f:1' });
  });

  test.each([
    ['an id token', { scope: undefined, client_id: undefined, nonce: 'n' }, 'id-token'],
    ['an id token with scopes', { at_hash: 'x' }, 'id-token'],
    ['a token that nothing tells from an id token', { scope: undefined, client_id: undefined }, 'id-token'],
    ['an id token by its own word', { typ: 'ID' }, 'id-token'],
    ['without a subject', { sub: undefined }, 'subject'],
    ['with a subject that moves a cursor', { sub: 'ana\u001b[2J' }, 'subject'],
  ])('is refused where it is %s', async (_, more, reason) => {
    expect(reasonOf(await refusal(judged(more)))).toBe(reason);
  });
});
