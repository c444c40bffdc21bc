import type { Ownership } from './ownership.ts';
import type { Principal } from './principal.ts';

/** The product's roles, and ours beside them (D15). */
export const roles = ['administrator', 'contributor', 'viewer', 'auditor', 'runner'] as const;
export type Role = (typeof roles)[number];

export interface User {
  readonly id: string;
  /** How the user signs in: an account name or an address. */
  readonly name: string;
  readonly displayName: string;
  readonly role: Role;
  /** Ids of the exports that a runner may run (D15). */
  readonly exports?: readonly string[];
  /** Who an issuer has to vouch for; an address without one is an invitation, which the first with that address takes up. */
  readonly principal?: Principal;
  /** The manifest that owns it, where one does. */
  readonly manifest?: Ownership;
  readonly createdAt: string;
  readonly createdBy: string;
  readonly updatedAt: string;
  readonly updatedBy: string;
  readonly revision: number;
}

/** Who acts, with a role; `onBehalfOf` is the administrator behind `--as` (D19). */
export interface Actor {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  readonly exports: readonly string[];
  readonly realName: string | null;
  /** Whoever acts through a group has no user of their own. */
  readonly member?: true;
  /** The API token that is acted with. */
  readonly token?: { readonly id: string; readonly expiresAt: string; readonly bootstrap: boolean };
}

/** Who acts, as it is answered. */
export interface WhoAmI {
  readonly user: string;
  readonly role: Role;
  readonly onBehalf: string | null;
  /** The API token that is acted with. */
  readonly token?: { readonly id: string; readonly expiresAt: string };
}

const account = /^[\p{L}\p{N}](?:[\p{L}\p{N}._@+\\-]{0,118}[\p{L}\p{N}])?$/u;

const address = /^[^@]+@[^@]+$/;

/** Whether a user is an invitation: an address that nobody has come with so far. */
export function isInvited({ name, principal }: Pick<User, 'name' | 'principal'>): boolean {
  return principal === undefined && address.test(name);
}

/** Whether text can be a user's name: an account name or an address. */
export function isUserName(text: string): boolean {
  return account.test(text);
}
