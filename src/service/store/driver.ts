export type SqlValue = string | number | null;
export type Row = { readonly [column: string]: SqlValue };
/** A row as its values alone, in the order of the columns. */
export type Values = readonly SqlValue[];

/**
 * Runs SQL with `?` placeholders. Statements are kept prepared, so their texts are constants. Those that are given
 * without waiting for each other run in the order they were given, and go to a server far away in one piece.
 */
export interface Session {
  all(sql: string, ...values: readonly SqlValue[]): Promise<readonly Row[]>;
  /** The same rows as values: many of them come in half the time. */
  values(sql: string, ...values: readonly SqlValue[]): Promise<readonly Values[]>;
  one(sql: string, ...values: readonly SqlValue[]): Promise<Row | undefined>;
  run(sql: string, ...values: readonly SqlValue[]): Promise<void>;
  /**
   * What a look finds, or what the same look found before, where the engine says that nothing in the database has changed
   * since: for what many questions look at first. What is found is not to be changed by whoever gets it.
   */
  unchanged<T>(what: string, look: () => Promise<T>): Promise<T>;
}

/** A database with one writer at a time. Asynchronous for every engine, so that no engine's haste can hide a race. */
export interface Driver {
  /** What it is, for messages: a file's path, or a server's name. */
  readonly place: string;
  /** A consistent view; nothing is written. */
  read<T>(work: (session: Session) => Promise<T>): Promise<T>;
  /** Owns the writer until it ends: commits what `work` did, or rolls all of it back when it throws. */
  write<T>(work: (session: Session) => Promise<T>): Promise<T>;
  /** The engine's own finding about its structure, empty where there is none. */
  checkStructure(): Promise<readonly string[]>;
  /** Writes a complete, verified copy to a file that does not exist yet. */
  backup(path: string): Promise<void>;
  close(): Promise<void>;
}
