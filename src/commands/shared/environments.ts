import type { Remote } from '../../model/remote.ts';
import type { SignInOffer } from '../../model/sign-in-offer.ts';
import type { CopyOf } from '../../model/sync.ts';

/** One environment, as the list shows it. */
export interface EnvironmentItem {
  readonly name: string;
  readonly current: boolean;
  readonly displayName: string;
  readonly production: boolean;
  readonly connections: number;
  readonly location: string;
  /** Why it cannot be read, where it cannot. */
  readonly fault: string | null;
}

/** What a new environment says of itself. */
export interface EnvironmentAbout {
  readonly displayName: string;
  readonly production: boolean;
  readonly tenant: string | null;
  /** What it is a copy of, where it is to become one. */
  readonly copyOf?: CopyOf;
}

/** How something is done whose dry run judges everything and changes nothing. */
export interface Rehearsed {
  readonly dryRun: boolean;
}

/** The environments this person can reach, and the choice among them. */
export interface Environments {
  /** Who becomes the administrator of one that is made here: the account of this machine. */
  administrator(): string;
  list(): Promise<readonly EnvironmentItem[]>;
  /** The file or address behind it. */
  location(name: string): Promise<string>;
  /** Whether there is none of that name yet; refused where it is no name. */
  isFree(name: string): Promise<boolean>;
  /** Whether it is on a server; refused where there is none of that name. */
  isRemote(name: string): Promise<boolean>;
  add(name: string, about: EnvironmentAbout, how: Rehearsed): Promise<void>;
  /** What a server says of itself to anybody. */
  describe(url: string): Promise<SignInOffer>;
  /** Keeps where one on a server is. */
  addRemote(name: string, remote: Remote, how: Rehearsed & { readonly replaces: boolean }): Promise<void>;
  /** Answers whether another one was chosen before. */
  use(name: string, how: Rehearsed): Promise<boolean>;
  /** Removes one with all that is in it; one on a server is forgotten here, and nothing else. */
  remove(name: string, how: Rehearsed): Promise<void>;
  /** Refuses what is no file that could be restored from. */
  refuseUnreadable(from: string): void;
  backup(name: string, to: string, how: Rehearsed): Promise<void>;
  /** Verifies a backup and makes it an environment, under its own or another name. */
  restore(from: string, name: string, how: Rehearsed): Promise<void>;
}
