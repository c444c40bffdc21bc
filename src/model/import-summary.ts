import type { ImportFinding } from '../kernel/import-finding.ts';
import type { Applied } from './environment.ts';

export const importSources = ['airflow', 'rclone', 'csv'] as const;
export type ImportSource = (typeof importSources)[number];

export const importResults = ['imported', 'incomplete', 'unsupported'] as const;
export type ImportResult = (typeof importResults)[number];

/** A setting of the file of which there is something to tell. */
export interface ImportTold extends ImportFinding {
  readonly key: string;
}

/** What an entry still needs before it can be saved. */
export interface ImportLack {
  readonly field: string;
  readonly label: string;
  /** The placeholder of the manifest, or the variable of a secret. */
  readonly value: string;
}

/** What became of one entry of the file. */
export interface ImportLine {
  readonly source: string;
  readonly line: number | null;
  readonly result: ImportResult;
  readonly name: string | null;
  readonly type: string | null;
  /** Why nothing became of it. */
  readonly why: string | null;
  readonly missing: readonly ImportLack[];
  readonly told: readonly ImportTold[];
}

/** A secret that stands where it is applied in a variable of that name. */
export interface ImportHole {
  readonly variable: string;
  readonly connection: string;
  readonly field: string;
  /** Whether the file holds it. */
  readonly inFile: boolean;
}

/** What became of a file that was imported. Entries that came over whole and without a word are counted, not listed. */
export interface ImportSummary {
  readonly from: ImportSource;
  readonly file: string;
  /** The name of the manifest that owns what came. */
  readonly manifest: string;
  readonly counts: { readonly [R in ImportResult | 'entries' | 'told' | 'secrets']: number };
  readonly entries: readonly ImportLine[];
  readonly secrets: readonly ImportHole[];
  /** Columns of the file, with the field each goes to. */
  readonly columns?: readonly { readonly column: string; readonly field: string | null }[];
  readonly files?: readonly string[];
  readonly document?: object;
  readonly applied?: Applied;
}
