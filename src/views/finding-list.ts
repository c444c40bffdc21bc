import { printable } from '../kernel/printable.ts';
import { broken } from './block.ts';
import type { Column } from './column.ts';
import { hint } from './hint.ts';
import type { Paint } from './paint.ts';

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

/** The findings for a person at a terminal: what is wrong ends with what mends it, which a table would cut short. */
export function page(findings: readonly Finding[], paint: Paint, columns: number): string {
  const marks = { ok: paint.good, note: paint.warn, problem: paint.bad };
  const widest = Math.max(0, ...findings.map(({ check }) => printable(check).length));
  const beside = 'problem'.length + widest + 4;
  const hang = columns - beside < 30 ? 4 : beside;
  return findings
    .map(({ check, result, detail, fix }) => {
      const head = `${marks[result](result.padEnd('problem'.length))}  ${printable(check).padEnd(widest)}`;
      const lines = broken(printable(detail), columns - hang);
      const text =
        hang === beside
          ? `${head}  ${lines.join(`\n${' '.repeat(hang)}`)}`
          : [head.trimEnd(), ...lines].join(`\n${' '.repeat(hang)}`);
      const mends =
        fix === null
          ? []
          : hint(fix, paint, columns - hang)
              .trimEnd()
              .split('\n');
      return `${[text, ...mends.map((line) => ' '.repeat(hang) + line)].join('\n')}\n`;
    })
    .join('');
}
