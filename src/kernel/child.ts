import type { SecretValue } from './secret-value.ts';

/** A command for a child process, as an argument list and never through a shell, with what it is handed. */
export interface ChildCommand {
  readonly command: readonly string[];
  readonly variables: { readonly [name: string]: string | SecretValue };
  /** Each is written to a private file that is gone afterwards; the variable says where it is. */
  readonly files: { readonly [name: string]: string | SecretValue };
  /** Variables that begin like these are not handed on. */
  readonly without: readonly string[];
  /** Whether nothing is handed on but what a program needs to start. */
  readonly clean: boolean;
  /** Its standard output joins standard error, because ours is an answer. */
  readonly aside: boolean;
  /** The run that it is, where one is kept. */
  readonly run?: RunUnderWay;
}

/** A run that was begun and is still to be told how it ended. */
export interface RunUnderWay {
  /** The environment, as it is called on this machine. */
  readonly environment: string;
  readonly kind: 'export' | 'enrichment';
  readonly dependent: string;
  readonly name: string;
  readonly run: string;
}

/** One that nobody is left to tell it of. */
export interface LeftRun extends RunUnderWay {
  readonly forget: () => void;
}

/** How a child ended: with its code, or with 128 and the number of the signal that ended it, as shells tell it. */
export interface ChildEnd {
  readonly exit: number;
  /** Whether we were told to end meanwhile, which was passed on. */
  readonly interrupted: boolean;
}

/** Runs commands and waits for them; signals are passed on. */
export interface Children {
  run(child: ChildCommand): Promise<ChildEnd>;
  /** Removes what commands left that were killed with us, and tells of their runs. */
  leftBehind(): readonly LeftRun[];
}
