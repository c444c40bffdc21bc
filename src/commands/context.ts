import type { Children } from '../kernel/child.ts';
import type { CsvRow } from '../kernel/csv-row.ts';
import type { Clock, Digest, Ending, Io, NewId } from '../kernel/ports.ts';
import type { Progress } from '../kernel/progress.ts';
import type { Prompter } from '../kernel/prompter.ts';
import type { SecretValue } from '../kernel/secret-value.ts';
import type { Shell } from '../kernel/shells.ts';
import type { Granted, SignInApp, SignInBack, SignInWait } from '../kernel/sign-in.ts';
import type { Vault } from '../kernel/vault.ts';
import type { KnownToken } from '../model/api-token.ts';
import type { DependentKind } from '../model/dependent.ts';
import type { Environment } from '../model/environment.ts';
import type { VaultLink } from '../model/key-vault.ts';
import type { Login } from '../model/login.ts';
import type { Prober } from '../model/probe.ts';
import type { Release, ReleasedSecret } from '../model/release.ts';
import type { Environments, Rehearsed } from './shared/environments.ts';
import type { Serving } from './shared/served.ts';

/** How much a question matters: `-y` answers a moderate one, `--confirm NAME` a severe one. */
export interface Agreement {
  readonly severity: 'none' | 'moderate' | 'severe';
  /** What `--confirm` has to say: a name, or the environment for lists. */
  readonly name: string;
  /** What is about to happen, as a statement. */
  readonly says: string;
  /** The same command, so that a refusal can end with it. */
  readonly command: string;
  /** Whether what it is about is a production environment; looked up in the one that is chosen when left out. */
  readonly production?: boolean;
  /** Draws what is about to happen, right before the question and only where one is asked. */
  readonly picture?: () => Promise<void>;
}

/** Flags that mean the same on every command. */
export interface Common {
  readonly dryRun: boolean;
  readonly yes: boolean;
  readonly confirm: string | undefined;
  readonly ifRevision: number | undefined;
  readonly reason: string | undefined;
  readonly ifExists: 'fail' | 'skip' | 'update';
  readonly limit: number | undefined;
  readonly sort: string | undefined;
  readonly next: string | undefined;
  readonly search: string | undefined;
  readonly verbose: boolean;
}

/** One preference with where its value comes from. */
export interface PreferenceItem {
  readonly key: string;
  readonly value: string | null;
  readonly origin: string;
  readonly overrides: readonly string[];
}

export interface PreferenceStore {
  /** What holds now, with where it comes from. */
  explain(): Promise<readonly PreferenceItem[]>;
  /** The words that a preference may be; none where it is a name. */
  choices(key: string): readonly string[];
  /** Sets a preference, or forgets it. */
  set(key: string, value: string | undefined, how: Rehearsed): Promise<void>;
}

/** Files that come into a folder together. */
export interface Drafts {
  /** Writes one of them; what cannot be written takes all of them back. */
  write(path: string, text: string, how: { readonly replace: boolean }): void;
  /** Puts all of them in their places, or none. */
  keep(): void;
  /** Takes all of them back. */
  drop(): void;
}

/** Files that are read together, and files that are written. */
export interface Files {
  /** The text of a file, of standard input for `-`, or of every manifest in a folder, in the order of their names. */
  readAll(path: string): readonly { readonly path: string; readonly text: string }[];
  /** Writes a text where nothing is yet, or in place of what is there. */
  write(path: string, text: string, how: { readonly replace: boolean }): void;
  /** Begins files that come into a folder together. */
  drafts(folder: string): Drafts;
  /** Takes files away again that this run wrote. */
  remove(paths: readonly string[]): void;
}

/** Everything a command may touch. Cheap things are values, costly ones functions that remember their answer. */
export interface Context {
  readonly io: Io;
  readonly prompt: Prompter;
  /** Whether a list may become a conversation: a person sits there, and no form of the answer was asked for. */
  readonly converses: boolean;
  readonly common: Common;
  readonly clock: Clock;
  /** Which environment a change or question goes to; refuses where none can be told. */
  readonly environmentName: () => Promise<string>;
  /** The name, or nothing where there is no environment yet. */
  readonly knownEnvironment: () => Promise<string | undefined>;
  readonly environment: () => Promise<Environment>;
  /** Another environment than the one that the run is about. */
  readonly environmentNamed: (name: string) => Promise<Environment>;
  /** The same, made when there is none yet, and named on stderr. */
  readonly environmentToChange: () => Promise<Environment>;
  readonly environments: () => Promise<Environments>;
  readonly preferences: () => Promise<PreferenceStore>;
  /** Draws something to decide on before a question, on stderr: a document of a kind, in its own view. */
  readonly show: (kind: string, data: object) => Promise<void>;
  /** The same beside the answer, with no question after it; nothing where a program reads along or quiet was asked for. */
  readonly tell: (kind: string, data: object) => Promise<void>;
  /** Whether the answer goes out as one document, so that no part of it goes before the rest. */
  readonly answersWhole: boolean;
  /** One gate for every question of consequence. Answers the flag that spares the question, where one was asked. */
  readonly agree: (agreement: Agreement) => Promise<string | undefined>;
  readonly secret: (field: string, source: string) => Promise<SecretValue>;
  /** Text of a file, or of standard input for `-`. */
  readonly readText: (path: string, mostMb?: number) => Promise<string>;
  /** The rows of a file of separated values, or of standard input for `-`, as they are read. */
  readonly readCsv: (path: string) => AsyncIterable<readonly CsvRow[]>;
  /** Undoes what rclone does to passwords in its configuration; nothing where it did not. */
  readonly obscured: () => Promise<(text: string) => string | undefined>;
  /** Text as it is after somebody had it open in their editor. */
  readonly edit: (text: string) => Promise<string>;
  /** What the machine, the runtime and the store are found to be. */
  readonly diagnose: () => Promise<readonly Diagnosis[]>;
  readonly about: { readonly version: string; readonly node: string; readonly platform: string };
  /** What completes cinch in the shells of this person, and which of those is theirs. */
  readonly completion: () => Promise<{
    readonly usual: string | undefined;
    readonly fileOf: (shell: Shell) => CompletionFile;
  }>;
  readonly newId: NewId;
  /** A new API token: its text, and what the environment keeps of it. */
  readonly newToken: () => Promise<KnownToken & { readonly token: SecretValue }>;
  /** Signs people in to services, and gets access tokens from what that left behind. */
  readonly signIn: () => Promise<SignIn>;
  /** Signing in to the server of the environment. Refused where it lies on this machine. */
  readonly login: () => Promise<Login>;
  /** A throwaway home on which this program itself can be run. */
  readonly openStage: () => Promise<Stage>;
  /** Tells how far long work has come. */
  readonly progress: Progress;
  /** The key vault of the environment, or one that is about to become it. Refused where none is linked. */
  readonly vault: (at?: VaultLink) => Promise<Vault>;
  /** Runs commands with what a connection holds. */
  readonly children: () => Promise<Children>;
  /** The commands from elsewhere that may run on this machine. */
  readonly approvals: () => Promise<Approvals>;
  /** What tests connections live, from this machine. */
  readonly prober: () => Promise<Prober>;
  readonly files: () => Promise<Files>;
  readonly serving: () => Promise<Serving>;
  /** Hears that work without an end of its own is to end. */
  readonly ending: () => Promise<Ending>;
  readonly digest: () => Promise<Digest>;
}

/** A command that an export or enrichment was told, in an environment by its id. */
export interface KeptCommand {
  readonly environment: string;
  readonly kind: DependentKind;
  readonly dependent: string;
  readonly command: readonly string[];
}

export interface Approvals {
  has(command: KeptCommand): boolean;
  add(command: KeptCommand): void;
}

/** An app with its secret as it was handed out, or as it was given. */
export type AppInHand = Omit<SignInApp, 'appSecret'> & { readonly appSecret: ReleasedSecret | undefined };

export interface SignIn {
  inBrowser(app: AppInHand, wait: SignInWait, back: SignInBack): Promise<Granted>;
  onDevice(app: AppInHand, wait: SignInWait): Promise<Granted>;
  /**
   * An access token for what was handed out; a refresh token that the service replaces is kept through the door. Where
   * somebody else used it up meanwhile, what replaced it is looked for with `again`.
   */
  accessToken(released: Release, again?: () => Promise<Release>): Promise<SecretValue>;
}

/** As much of it as finding typed flags takes. */
export interface Looking extends Pick<Context, 'knownEnvironment'> {
  readonly environment: () => Promise<Pick<Environment, 'query'>>;
}

/** The file in which a shell looks for what completes cinch. */
export interface CompletionFile {
  readonly path: string;
  readonly folder: string;
  /** What stands in it now, nothing where it is not there. */
  readonly text: string | undefined;
  /** Whether the shell finds it without another line in `profile`, as far as can be told. */
  readonly found: boolean;
  readonly profile: string;
  write(text: string): void;
}

/** A home of its own that is gone afterwards, and this program run on it. */
export interface Stage {
  readonly home: string;
  readonly run: (
    argv: readonly string[],
    variables: Readonly<Record<string, string>>,
  ) => Promise<{ readonly output: string; readonly exit: number }>;
  readonly remove: () => void;
}

export interface Diagnosis {
  readonly check: string;
  readonly result: 'ok' | 'note' | 'problem';
  readonly detail: string;
  readonly fix: string | null;
}
