const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
const recurring =
  /^(?:daily|weekly (?<days>[a-z]{3}(?:,[a-z]{3})*)|monthly (?<date>[1-9]|1\d|2[0-8])) (?<hour>[01]\d|2[0-3]):(?<minute>[0-5]\d) (?<zone>[A-Za-z][\w+/-]*)$/;
const interval = /^every (?<n>[1-9]\d{0,3}) (?<unit>minutes|hours)$/;

/** The rule of an own recurrence, the rule of all schedules, and values that follow it. */
export const recurrenceRule =
  '`every N minutes|hours`, or daily, `weekly mon,thu` or `monthly 1` with a time and a time zone';
export const scheduleRule = `refresh (with every system refresh), off, ${recurrenceRule}`;
export const scheduleExamples = [
  'refresh',
  'off',
  'daily 02:00 Europe/Amsterdam',
  'weekly mon,thu 04:30 UTC',
  'every 6 hours',
];

/** A schedule as it is kept (R20), or nothing when the text is none. Times carry an IANA zone. */
export function parseSchedule(text: string, isZone: (zone: string) => boolean): string | undefined {
  const plain = text.trim().replace(/\s+/g, ' ');
  if (plain === 'refresh' || plain === 'off' || interval.test(plain)) return plain;
  const match = recurring.exec(plain);
  if (match?.groups === undefined || !isZone(match.groups.zone as string)) return undefined;
  const named = match.groups.days?.split(',') ?? [];
  if (named.some((day) => !(days as readonly string[]).includes(day)) || new Set(named).size !== named.length)
    return undefined;
  return plain;
}

/** A schedule that goes by the clock: an interval, or a time of chosen days in a zone. */
export type Clockwork =
  | { readonly everyMs: number }
  | {
      readonly zone: string;
      /** Days of the week from 0 for Monday; every day where neither these nor a date are given. */
      readonly days: readonly number[] | undefined;
      readonly date: number | undefined;
      /** Minutes after midnight. */
      readonly minutes: number;
    };

/** The clockwork of a schedule as it is kept; nothing for `refresh` and `off`. */
export function clockworkOf(schedule: string): Clockwork | undefined {
  const every = interval.exec(schedule)?.groups;
  if (every !== undefined) return { everyMs: Number(every.n) * (every.unit === 'hours' ? 3_600_000 : 60_000) };
  const it = recurring.exec(schedule)?.groups;
  if (it === undefined) return undefined;
  return {
    zone: it.zone as string,
    days: it.days?.split(',').map((day) => (days as readonly string[]).indexOf(day)),
    date: it.date === undefined ? undefined : Number(it.date),
    minutes: Number(it.hour) * 60 + Number(it.minute),
  };
}
