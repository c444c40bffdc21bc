/** The time as UTC, RFC 3339 with milliseconds. */
export type Clock = () => string;

/** A new id: unique, and later ones sort after earlier ones. */
export type NewId = () => string;

/** SHA-256 of text, in base64url. */
export type Digest = (text: string) => string;

/** What a command may say besides its outcome, and the terminal it speaks to. */
export interface Io {
  /** One line for a person, on stderr; nothing with `--quiet` or a machine format. */
  note(line: string): void;
  readonly width: number;
}

/** Work that goes on until somebody ends it. */
export interface Ending {
  /** The exit code of whoever ended it, once somebody has. */
  code(): number | undefined;
  /** Lets time pass; no more of it once it is ended. */
  pause(ms: number): Promise<void>;
  /** Stops listening. */
  close(): void;
}
