import type { ImportHole, ImportLine, ImportSummary } from '../../model/import-summary.ts';
import type { Imported } from './imported.ts';

/** Adds up what became of the entries of a file, one after the other. */
export interface Tally {
  add(it: Imported): void;
  /** Says that something came over after all, or did not. */
  summary(about: Pick<ImportSummary, 'from' | 'file' | 'manifest'>): ImportSummary;
}

// More than anybody reads; each is in the manifest.
const mostHoles = 1_000;

export function createTally(): Tally {
  const counts = { entries: 0, imported: 0, incomplete: 0, unsupported: 0, secrets: 0 };
  const entries: ImportLine[] = [];
  const secrets: ImportHole[] = [];
  return {
    add({ line, holes }) {
      counts.entries += 1;
      counts[line.result] += 1;
      counts.secrets += holes.length;
      if (secrets.length < mostHoles) secrets.push(...holes);
      if (line.result !== 'imported' || line.told.length > 0) entries.push(line);
    },
    summary: (about) => ({ ...about, counts: { ...counts }, entries, secrets }),
  };
}
