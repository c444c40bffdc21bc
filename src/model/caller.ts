/** A person or an application that an issuer vouches for. */
export interface Identity {
  readonly kind: 'identity';
  readonly principal: 'user' | 'app';
  readonly issuer: string;
  /** Who it is, for good: the subject; of Microsoft Entra ID `tid` + `/` + `oid`. */
  readonly subject: string;
  /** An address that the issuer has verified: binds an invitation, once. Null where it says nothing of that. */
  readonly email: string | null;
  readonly displayName: string;
  /** Groups of the token; null where it says that there are more than it could hold. */
  readonly groups: readonly string[] | null;
  readonly appRoles: readonly string[];
}

/** Who stands at the door, before it is known what they may do. */
export type Caller =
  /** The account of this machine that runs the program. */
  | { readonly kind: 'account'; readonly name: string }
  /** Who holds an API token: its public id, and the SHA-256 (base64url) of its secret part. */
  | { readonly kind: 'token'; readonly token: string; readonly secretSum: string }
  | Identity;
