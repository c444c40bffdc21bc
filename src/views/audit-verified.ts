import { printable } from '../kernel/printable.ts';
import { count } from './count.ts';
import { type Paint, plain } from './paint.ts';

interface AuditVerified {
  readonly entries: number;
  readonly head: string;
  /** Whether a head that was kept elsewhere lies in this trail, or nothing where none was given. */
  readonly matches: boolean | null;
}

/** What the check of the audit trail found. */
export function text(data: AuditVerified, paint: Paint = plain): string {
  const head = paint.name(printable(data.head));
  const sound = `${paint.good('sound')}  ${count(data.entries, 'entry', 'entries')} chained up to ${head}\n`;
  if (data.matches === null) return sound;
  return data.matches
    ? `${sound}${paint.good('known')}  the head given lies in this trail\n`
    : `${sound}${paint.bad('other')}  the head given does not: entries are missing, or the trail was written anew\n`;
}
