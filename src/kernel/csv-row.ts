import type { ImportFinding } from './import-finding.ts';

/** A row of a file of separated values with the line that it begins with, or why that line is none. */
export type CsvRow =
  | { readonly line: number; readonly cells: readonly string[] }
  | { readonly line: number; readonly finding: ImportFinding };
