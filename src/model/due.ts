import type { Dependent } from './dependent.ts';
import { runningSince } from './run.ts';
import { type Clockwork, clockworkOf } from './schedule.ts';
import { instantOf, wallOf } from './time-zone.ts';

const dayMs = 86_400_000;
// Every month has a day from 1 to 28, so that two months back there is one for sure.
const longestWaitDays = 62;

/**
 * The moment of its schedule that a dependent has not run for yet, or nothing where it has nothing to catch up on. What
 * was missed several times is due once; an interval counts from the last run, so that one that never ran is due at once.
 */
export function dueMoment(
  it: Pick<Dependent, 'status' | 'schedule' | 'runs' | 'lastRun' | 'scheduledAt' | 'createdAt'>,
  now: string,
): string | null {
  const clockwork = clockworkOf(it.schedule);
  if (clockwork === undefined || it.status === 'inactive' || runningSince(it, now) !== null) return null;
  const [last] = it.runs ?? [];
  const nowMs = Date.parse(now);
  if ('everyMs' in clockwork) {
    if (last === undefined) return now;
    const fromMs = Date.parse(last.due ?? last.startedAt);
    const times = Math.floor((nowMs - fromMs) / clockwork.everyMs);
    return times < 1 ? null : iso(fromMs + times * clockwork.everyMs);
  }
  const since = it.scheduledAt ?? it.createdAt;
  const fromMs = Math.max(Date.parse(since), last === undefined ? 0 : Date.parse(last.startedAt));
  const momentMs = latest(clockwork, nowMs);
  return momentMs > fromMs ? iso(momentMs) : null;
}

type Calendar = Extract<Clockwork, { readonly zone: string }>;

/** The latest moment of a calendar at or before another. */
export function latest({ zone, days, date, minutes }: Calendar, nowMs: number): number {
  // From tomorrow, because a gap may push a moment over midnight.
  const today = Math.floor(wallOf(zone, nowMs) / dayMs) + 1;
  for (let day = today; day > today - longestWaitDays; day -= 1) {
    if (!falls(day, days, date)) continue;
    const momentMs = instantOf(zone, day * dayMs + minutes * 60_000);
    if (momentMs <= nowMs) return momentMs;
  }
  return Number.NEGATIVE_INFINITY;
}

function falls(day: number, days: readonly number[] | undefined, date: number | undefined): boolean {
  // The first of January 1970 was a Thursday.
  if (days !== undefined) return days.includes((((day + 3) % 7) + 7) % 7);
  return date === undefined || new Date(day * dayMs).getUTCDate() === date;
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
