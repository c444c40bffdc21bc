import type { JWTHeaderParameters, JWTPayload } from 'jose';
import { withoutUnsafe } from '../../kernel/printable.ts';
import type { Identity } from '../../model/caller.ts';
import type { TrustedIssuer } from './issuer.ts';
import { refused } from './refusal.ts';

const longestName = 200;
const guid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Who a token tells whose signature, times, issuer and audience hold. */
export function identityOf(
  claims: JWTPayload,
  header: JWTHeaderParameters,
  trusted: TrustedIssuer,
  tenant: string | undefined,
): Identity {
  const who = tenant === undefined ? anyone(claims, header) : ofEntra(claims, tenant);
  const client = clientOf(claims);
  if (trusted.clients !== undefined && !(client !== undefined && trusted.clients.includes(client)))
    throw refused('client');
  if (trusted.scope !== undefined && who.principal === 'user' && !scopesOf(claims).includes(trusted.scope))
    throw refused('scope');
  return {
    kind: 'identity',
    ...who,
    issuer: trusted.issuer,
    displayName: nameIn(claims) ?? who.subject,
    groups: groupsOf(claims),
    appRoles: textsIn(claims.roles),
  };
}

type Who = Pick<Identity, 'principal' | 'subject' | 'email'>;

// Its subject differs from application to application, so a person is told by tenant and object.
function ofEntra(claims: JWTPayload, tenant: string): Who {
  if (claims.ver !== '2.0') throw refused('version');
  if (claims.tid !== tenant) throw refused('tenant');
  if (typeof claims.oid !== 'string' || !guid.test(claims.oid)) throw refused('subject');
  const subject = `${tenant}/${claims.oid}`;
  const verified = [true, 1, '1', 'true'].includes(claims.xms_edov as string);
  if (scopesOf(claims).length > 0) return { principal: 'user', subject, email: verified ? addressIn(claims) : null };
  // Roles alone prove nothing: the id token of somebody with a role holds them too.
  if (claims.idtyp === 'app') return { principal: 'app', subject, email: null };
  throw refused('id-token');
}

function anyone(claims: JWTPayload, { typ = '' }: JWTHeaderParameters): Who {
  const { sub } = claims;
  if (typeof sub !== 'string' || !/^[\x21-\x7e]{1,255}$/.test(sub)) throw refused('subject');
  const saysSo = /^(?:application\/)?at\+jwt$/i.test(typ);
  const ofIdToken = ['nonce', 'at_hash', 'c_hash', 's_hash'].some((claim) => claims[claim] !== undefined);
  const ofAccess = ['scope', 'scp', 'roles', 'client_id'].some((claim) => claims[claim] !== undefined);
  if (ofIdToken || claims.typ === 'ID' || !(saysSo || ofAccess)) throw refused('id-token');
  if (sub === clientOf(claims)) return { principal: 'app', subject: sub, email: null };
  return { principal: 'user', subject: sub, email: claims.email_verified === true ? addressIn(claims) : null };
}

function clientOf({ azp, client_id, cid }: JWTPayload): string | undefined {
  const client = azp ?? client_id ?? cid;
  return typeof client === 'string' ? client : undefined;
}

function scopesOf({ scp, scope }: JWTPayload): readonly string[] {
  const said = scp ?? scope;
  return typeof said === 'string' ? said.split(' ').filter((it) => it !== '') : textsIn(said);
}

// Where there are too many for a token, it says where to ask instead, which may be anybody's address.
function groupsOf({ groups, _claim_names: elsewhere, hasgroups }: JWTPayload): readonly string[] | null {
  if (hasgroups === true || hasgroups === 'true') return null;
  if (typeof elsewhere === 'object' && elsewhere !== null && 'groups' in elsewhere) return null;
  return textsIn(groups);
}

function textsIn(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((it) => typeof it === 'string') : [];
}

function addressIn({ email }: JWTPayload): string | null {
  return typeof email === 'string' && /^[^\s@\p{C}]{1,64}@[^\s@\p{C}]{1,253}$/u.test(email) ? email : null;
}

// For people to read, never to decide by.
function nameIn({ name, preferred_username: username, email }: JWTPayload): string | undefined {
  const said = [name, username, email].find((it) => typeof it === 'string' && it.trim() !== '');
  return typeof said === 'string' ? withoutUnsafe(said).trim().slice(0, longestName) || undefined : undefined;
}
