import type { Column } from './column.ts';

/** One thing that `cinch doctor` looked at. */
interface Finding {
  readonly check: string;
  readonly result: 'ok' | 'note' | 'problem';
  readonly detail: string;
  /** The command that mends it, where there is one. */
  readonly fix: string | null;
}

export const empty = 'Nothing was looked at';

export const columns: readonly Column<Finding>[] = [
  { key: 'check', header: 'CHECK', value: (finding) => finding.check },
  { key: 'result', header: 'RESULT', value: (finding) => finding.result },
  { key: 'detail', header: 'DETAIL', value: (finding) => finding.detail, shrink: 1 },
  { key: 'fix', header: 'FIX', value: (finding) => finding.fix ?? '', shrink: 2 },
];
