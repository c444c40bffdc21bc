import type { Ownership } from './ownership.ts';

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
}

const account = /^[\p{L}\p{N}](?:[\p{L}\p{N}._@+\\-]{0,118}[\p{L}\p{N}])?$/u;

/** Whether text can be a user's name: an account name or an address. */
export function isUserName(text: string): boolean {
  return account.test(text);
}
