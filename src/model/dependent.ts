import type { Settings } from '../fields/field.ts';
import type { Ownership } from './ownership.ts';

export type DependentKind = 'export' | 'enrichment';

/** One run of an export or enrichment, kept with it. */
export interface Run {
  readonly id: string;
  readonly startedAt: string;
  /** Nothing while it runs, and for one that was cut off. */
  readonly endedAt: string | null;
  readonly exit: number | null;
  readonly by: string;
  /** The moment of its schedule that it was for, where it ran because it was due. */
  readonly due: string | null;
}

/** An export (R16) or enrichment (R21): what uses a connection. */
export interface Dependent {
  readonly id: string;
  readonly name: string;
  readonly displayName: string;
  readonly type: string;
  readonly status: 'active' | 'inactive';
  /** Id of its connection. */
  readonly connection: string | null;
  /** The connection it had before, which decides what a contributor may still do with it (D7). */
  readonly lastConnection: string | null;
  readonly settings: Settings;
  /** `refresh`, `off`, or a recurrence with its time zone (R20). */
  readonly schedule: string;
  /** When the schedule was last changed, if ever. */
  readonly scheduledAt?: string;
  /** What runs where no other command is given: an argument list. */
  readonly command?: readonly string[];
  /** The last runs, newest first. Not part of its revision. */
  readonly runs?: readonly Run[];
  /** The manifest that owns it, where one does. */
  readonly manifest?: Ownership;
  readonly lastRun: { readonly at: string; readonly result: string } | null;
  readonly createdAt: string;
  readonly createdBy: string;
  readonly updatedAt: string;
  readonly updatedBy: string;
  readonly revision: number;
}

/** Whether a dependent keeps its connection from being removed: every export does (R24), and an enrichment while it is active (D8). */
export function blocksRemoval(kind: DependentKind, dependent: Pick<Dependent, 'status'>): boolean {
  return kind === 'export' || dependent.status === 'active';
}
