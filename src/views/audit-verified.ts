import { printable } from '../kernel/printable.ts';
import { broken } from './block.ts';
import { count } from './count.ts';
import { type Paint, plain } from './paint.ts';

interface AuditVerified {
  readonly entries: number;
  readonly head: string;
  /** Whether a head that was kept elsewhere lies in this trail, or nothing where none was given. */
  readonly matches: boolean | null;
}

/** What the check of the audit trail found. */
export function text(data: AuditVerified, paint: Paint = plain, columns: number = Number.POSITIVE_INFINITY): string {
  const head = printable(data.head);
  const entries = `${count(data.entries, 'entry', 'entries')} chained up to`;
  const [gap, hang] = entries.length + head.length + 8 <= columns ? [' ', ''] : ['\n', '  '];
  const sound = `${paint.good('sound')}  ${entries}${gap}${hang}${paint.name(head)}\n`;
  if (data.matches === null) return sound;
  const [word, says] = data.matches
    ? [paint.good('known'), 'the head given lies in this trail']
    : [paint.bad('other'), 'the head given does not: entries are missing, or the trail was written anew'];
  const [first, ...rest] = broken(says, columns - 7);
  return [`${sound}${word}  ${first}`, ...rest.map((line) => `       ${line}`)].map((line) => `${line}\n`).join('');
}
