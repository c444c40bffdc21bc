import type { SecretValue } from '../kernel/secret-value.ts';
import type { SecretStorage } from './environment-record.ts';
import type { CredentialKind } from './key-vault.ts';
import type { GivenPrincipal } from './principal.ts';
import type { HostKey, TestResult } from './probe.ts';
import type { SyncChange } from './sync.ts';
import type { Role } from './user.ts';

/** A name, an id, or an exact display name (D3). */
export type Ref = string;

/** A secret as it is given: a typed value, or a reference into the linked key vault. */
export type GivenSecret = SecretValue | { readonly keyVault: string; readonly version?: string };
export type GivenSecrets = { readonly [field: string]: GivenSecret };
export type GivenSettings = { readonly [field: string]: unknown };

/** `administrators`, `contributors` or `user:NAME`, as a person writes it. */
export type ShareWord = string;

export type IfExists = 'fail' | 'skip' | 'update';

interface ConnectionAdd {
  readonly change: 'connection.add';
  readonly type: string;
  readonly displayName: string;
  readonly name?: string;
  readonly settings?: GivenSettings;
  readonly secrets?: GivenSecrets;
  readonly share?: readonly ShareWord[];
  readonly terms?: string;
  readonly tenant?: string;
  readonly ifExists?: IfExists;
}
interface ConnectionEdit {
  readonly change: 'connection.edit';
  readonly connection: Ref;
  readonly set?: GivenSettings;
  readonly unset?: readonly string[];
  readonly secrets?: GivenSecrets;
  readonly keepSecrets?: boolean;
  readonly share?: readonly ShareWord[];
  readonly terms?: string;
  readonly tenant?: string;
}
interface ConnectionRename {
  readonly change: 'connection.rename';
  readonly connection: Ref;
  readonly displayName?: string;
  readonly name?: string;
}
interface ConnectionShare<C extends string> {
  readonly change: C;
  readonly connection: Ref;
  readonly with: readonly ShareWord[];
}
interface ConnectionLock {
  readonly change: 'connection.lock';
  readonly connection: Ref;
  readonly reason: string;
}
interface ConnectionTested {
  readonly change: 'connection.tested';
  readonly connection: Ref;
  readonly result: TestResult;
  readonly code: string;
  /** The revision that was tested; the present one when left out. */
  readonly revision?: number;
  readonly hostKey?: HostKey;
}
interface ConnectionSignIn {
  readonly change: 'connection.sign-in';
  readonly connection: Ref;
  /** The app that was signed in with, where another one than before. */
  readonly set?: GivenSettings;
  /** What the sign-in left behind, and the secret of the app where it is another one. */
  readonly secrets: GivenSecrets;
  /** Until when it holds; as the declaration tells where the service says nothing. */
  readonly expiresAt?: string;
}
interface ConnectionRefresh {
  readonly change: 'connection.refresh';
  readonly connection: Ref;
  /** What is kept from now on: the same again, where the service gave no other. */
  readonly secrets: { readonly refreshToken: SecretValue };
  /** What was used; whoever does not know it replaces nothing. */
  readonly used: SecretValue;
  readonly expiresAt?: string;
}
interface ConnectionOnly<C extends string> {
  readonly change: C;
  readonly connection: Ref;
}

interface DependentAdd<K extends string> {
  readonly change: `${K}.add`;
  /** Needed only without a connection: otherwise the connection's. */
  readonly type?: string;
  readonly displayName: string;
  readonly name?: string;
  readonly connection?: Ref;
  readonly settings?: GivenSettings;
  readonly schedule?: string;
  readonly ifExists?: IfExists;
}
interface DependentEdit<K extends string> {
  readonly change: `${K}.edit`;
  readonly dependent: Ref;
  readonly displayName?: string;
  readonly name?: string;
  readonly set?: GivenSettings;
  readonly unset?: readonly string[];
  readonly schedule?: string;
  /** What `run` runs without another command, an argument list; `unset` forgets it. Administrators only. */
  readonly command?: readonly string[];
}
interface DependentRan<K extends string> {
  readonly change: `${K}.ran`;
  readonly dependent: Ref;
  readonly run: string;
  /** Left out where nobody knows: it was cut off. */
  readonly exit?: number;
}
interface DependentConnect<K extends string> {
  readonly change: `${K}.connect`;
  readonly dependent: Ref;
  readonly connection: Ref;
}
interface DependentOnly<C extends string> {
  readonly change: C;
  readonly dependent: Ref;
}

interface UserAdd {
  readonly change: 'user.add';
  readonly name: string;
  readonly displayName?: string;
  readonly role: Role;
  /** The exports that a runner may run (D15). */
  readonly exports?: readonly Ref[];
  /** Who an issuer has to vouch for; a group gives the role to everyone in it. */
  readonly principal?: GivenPrincipal;
  readonly ifExists?: IfExists;
}
interface UserEdit {
  readonly change: 'user.edit';
  readonly user: Ref;
  readonly displayName?: string;
  readonly role?: Role;
  /** All of them, in place of those before. */
  readonly exports?: readonly Ref[];
}
interface UserRemove {
  readonly change: 'user.remove';
  readonly user: Ref;
}
interface TokenCreate {
  readonly change: 'token.create';
  /** Its public id and the sum of its secret part: the token itself is made where it is used, and never sent. */
  readonly id: string;
  readonly secretSum: string;
  readonly displayName: string;
  readonly role: Role;
  /** The exports that a runner's may run; all that the user is named for when left out. */
  readonly exports?: readonly Ref[];
  /** In 90 days when left out, in a year at the latest. */
  readonly expiresAt?: string;
  /** The user it acts as; whoever makes it when left out. Administrators only. */
  readonly user?: Ref;
}
interface TokenRevoke {
  readonly change: 'token.revoke';
  readonly token: Ref;
}
interface TypeAdd {
  readonly change: 'type.add';
  /** As it was written; judged against its schema before anything else. */
  readonly declaration: unknown;
  readonly keepSecrets?: boolean;
  readonly ifExists?: IfExists;
}
interface TypeRemove {
  readonly change: 'type.remove';
  readonly type: string;
}
interface EnvironmentEdit {
  readonly change: 'environment.edit';
  readonly displayName?: string;
  readonly production?: boolean;
  readonly tenant?: string | null;
  readonly secretStorage?: SecretStorage;
  readonly newPassphrase?: SecretValue;
  /** Makes a new data key and seals every stored secret again. */
  readonly rotate?: boolean;
}
interface KeyVaultLink {
  readonly change: 'keyvault.link';
  readonly url: string;
  readonly credential: CredentialKind;
  readonly terms?: string;
}

interface OfAll {
  readonly ifRevision?: number;
  /** The manifest that what is changed belongs to from now on; what another owns is refused, but for `takeOver`. */
  readonly manifest?: string;
  readonly takeOver?: true;
}

export type Change = OfAll &
  (
    | ConnectionAdd
    | ConnectionEdit
    | ConnectionRename
    | ConnectionShare<'connection.share'>
    | ConnectionShare<'connection.unshare'>
    | ConnectionLock
    | ConnectionTested
    | ConnectionSignIn
    | ConnectionRefresh
    | ConnectionOnly<'connection.unlock'>
    | ConnectionOnly<'connection.remove'>
    | DependentAdd<'export'>
    | DependentEdit<'export'>
    | DependentConnect<'export'>
    | DependentOnly<'export.disconnect'>
    | DependentOnly<'export.remove'>
    | DependentRan<'export'>
    | DependentAdd<'enrichment'>
    | DependentEdit<'enrichment'>
    | DependentConnect<'enrichment'>
    | DependentOnly<'enrichment.activate'>
    | DependentOnly<'enrichment.deactivate'>
    | DependentOnly<'enrichment.remove'>
    | DependentRan<'enrichment'>
    | UserAdd
    | UserEdit
    | UserRemove
    | TokenCreate
    | TokenRevoke
    | TypeAdd
    | TypeRemove
    | EnvironmentEdit
    | KeyVaultLink
    | { readonly change: 'keyvault.unlink' }
    | SyncChange
  );

export type ChangeName = Change['change'];
export type ChangeOf<N extends ChangeName> = Extract<Change, { change: N }>;
