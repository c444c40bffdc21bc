import type { ImportFinding } from '../../kernel/import-finding.ts';

/** One connection as a file of another tool states it: texts by key, what is nested under dotted ones. */
export interface SourceEntry {
  /** What it is called there. */
  readonly id: string;
  /** What it connects to, in the word of the source; empty where it does not say. */
  readonly kind: string;
  readonly line: number | null;
  /** Some of them are secrets, so that none is ever shown but by its key. */
  readonly values: ReadonlyMap<string, string>;
  /** What could not be read of it. */
  readonly unread?: readonly { readonly key: string; readonly finding: ImportFinding }[];
}

/** An entry that is none, and why. */
export interface Unreadable {
  readonly id: string;
  readonly line: number | null;
  readonly finding: ImportFinding;
}

export type Sourced = SourceEntry | Unreadable;

export function isUnreadable(it: Sourced): it is Unreadable {
  return 'finding' in it;
}
