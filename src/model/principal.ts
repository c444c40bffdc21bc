/** What an issuer vouches for: a person, everyone in a group or with an app role, or an application. */
export const principalKinds = ['user', 'group', 'app'] as const;

export interface Principal {
  readonly kind: (typeof principalKinds)[number];
  readonly issuer: string;
  /** Who or what it is, for good; of an app role `role:NAME`. */
  readonly subject: string;
}

/** A principal as it is given: the issuer is the server's own unless named. */
export interface GivenPrincipal {
  readonly kind: Principal['kind'];
  readonly subject: string;
  readonly issuer?: string;
}

/** How everyone with an app role is named among the groups. No group of a token goes by such a name. */
export const appRole = (name: string): string => `role:${name}`;

/** The text by which a store finds it. An issuer holds no space. */
export function principalKey({ kind, issuer, subject }: Principal): string {
  return `${kind} ${issuer} ${subject}`;
}

const entra = /^https:\/\/login\.microsoftonline\.com\/([0-9a-f-]{36})\/v2\.0$/;
const guid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The subject that is meant: Microsoft Entra ID knows people and applications by tenant and object id, and a person types the object id. */
export function subjectAt(issuer: string, kind: Principal['kind'], given: string): string {
  const [, tenant] = entra.exec(issuer) ?? [];
  const id = guid.test(given) ? given.toLowerCase() : given;
  return tenant === undefined || kind === 'group' || !guid.test(given) ? id : `${tenant}/${id}`;
}

/** The id by which its directory knows it: the object id alone. */
export function principalId({ subject }: Principal): string {
  return subject.slice(subject.lastIndexOf('/') + 1);
}
