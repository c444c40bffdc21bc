import type { ImportHole, ImportLine, ImportSummary } from '../../model/import-summary.ts';
import type { Imported } from './imported.ts';

/** Adds up what became of the entries of a file, one after the other. */
export interface Tally {
  add(it: Imported): void;
  /** Says that something came over after all, or did not. */
  summary(about: Pick<ImportSummary, 'from' | 'file' | 'manifest'>): ImportSummary;
}

// More than anybody is shown of each.
const mostShown = 1_000;

/** With `whole`, everything is kept to be told; without, what a person may be shown of it, and how many there are. */
export function createTally(whole: boolean): Tally {
  const most = whole ? Number.POSITIVE_INFINITY : mostShown;
  const counts = { entries: 0, imported: 0, incomplete: 0, unsupported: 0, told: 0, secrets: 0 };
  const entries: ImportLine[] = [];
  const secrets: ImportHole[] = [];
  return {
    add({ line, holes }) {
      counts.entries += 1;
      counts[line.result] += 1;
      counts.secrets += holes.length;
      if (line.told.length > 0) counts.told += 1;
      if (secrets.length < most) secrets.push(...holes);
      const isNew = line.result !== 'imported' && counts[line.result] <= most;
      if (isNew || (line.told.length > 0 && counts.told <= most)) entries.push(line);
    },
    summary: (about) => ({ ...about, counts: { ...counts }, entries, secrets }),
  };
}
