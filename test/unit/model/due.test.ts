import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Run } from '../../../src/model/dependent.ts';
import { dueMoment, latest } from '../../../src/model/due.ts';
import { clockworkOf } from '../../../src/model/schedule.ts';
import { instantOf, wallOf } from '../../../src/model/time-zone.ts';

const minuteMs = 60_000;
const dayMs = 86_400_000;
const at = (text: string) => Date.parse(text);
const iso = (ms: number) => new Date(ms).toISOString();

const run = (startedAt: string, more: Partial<Run> = {}): Run => ({
  id: 'r',
  startedAt,
  endedAt: startedAt,
  exit: 0,
  by: 'admin',
  due: null,
  ...more,
});
const due = (schedule: string, now: string, runs: readonly Run[] = [], since = '2026-01-01T00:00:00.000Z') =>
  dueMoment({ status: 'active', schedule, runs, lastRun: null, scheduledAt: since, createdAt: since }, now);

const zones = [
  'UTC',
  'Europe/Amsterdam',
  'America/New_York',
  'America/St_Johns',
  'Australia/Lord_Howe',
  'Asia/Kolkata',
  'Asia/Kathmandu',
  'Pacific/Apia',
  'Pacific/Chatham',
  'Pacific/Kiritimati',
  'Africa/Casablanca',
  'America/Santiago',
  'Asia/Tehran',
  'Antarctica/Troll',
];
const anyZone = fc.constantFrom(...zones);
const anyTime = fc.tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }));
const clock = ([hour, minute]: readonly [number, number]) =>
  `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
const anyMoment = fc.integer({ min: at('2011-01-01T00:00:00Z'), max: at('2036-01-01T00:00:00Z') });
const anyDays = fc.uniqueArray(fc.constantFrom('mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'), { minLength: 1 });
const anyCalendar = fc
  .tuple(
    fc.oneof(
      fc.constant('daily'),
      anyDays.map((days) => `weekly ${days.join(',')}`),
      fc.integer({ min: 1, max: 28 }).map((n) => `monthly ${n}`),
    ),
    anyTime,
    anyZone,
  )
  .map(([days, time, zone]) => `${days} ${clock(time)} ${zone}`);
const calendarOf = (schedule: string) => {
  const found = clockworkOf(schedule);
  if (found === undefined || 'everyMs' in found) throw new Error(`${schedule} is no calendar`);
  return found;
};

describe('the moments of a schedule', () => {
  test.each([
    ['daily 02:00 Europe/Amsterdam', '2026-01-10T12:00:00Z', '2026-01-10T01:00:00.000Z'],
    ['daily 02:00 Europe/Amsterdam', '2026-07-10T12:00:00Z', '2026-07-10T00:00:00.000Z'],
    ['daily 23:30 America/New_York', '2026-01-10T04:29:59Z', '2026-01-09T04:30:00.000Z'],
    ['weekly mon,thu 04:30 UTC', '2026-11-22T00:00:00Z', '2026-11-19T04:30:00.000Z'],
    ['weekly sun 04:30 UTC', '2026-11-22T04:30:00Z', '2026-11-22T04:30:00.000Z'],
    ['monthly 28 00:00 UTC', '2026-03-01T00:00:00Z', '2026-02-28T00:00:00.000Z'],
    ['monthly 1 10:00 Pacific/Kiritimati', '2026-01-31T21:00:00Z', '2026-01-31T20:00:00.000Z'],
    // The night the clocks go forward has no 02:30, so it comes as much later as they skip.
    ['daily 02:30 Europe/Amsterdam', '2026-03-29T12:00:00Z', '2026-03-29T01:30:00.000Z'],
    // The night they go back has two; the first counts.
    ['daily 02:30 Europe/Amsterdam', '2026-10-25T12:00:00Z', '2026-10-25T00:30:00.000Z'],
    // Half an hour on Lord Howe, and a gap at midnight in Santiago.
    ['daily 02:15 Australia/Lord_Howe', '2026-10-04T12:00:00Z', '2026-10-03T15:45:00.000Z'],
    ['daily 00:00 America/Santiago', '2026-09-06T12:00:00Z', '2026-09-06T04:00:00.000Z'],
    // Samoa had no 30 December 2011: what fell on it comes a day later, with that day's own.
    ['daily 12:00 Pacific/Apia', '2011-12-31T09:00:00Z', '2011-12-30T22:00:00.000Z'],
  ])('of %s before %s ends with %s', (schedule, now, moment) => {
    expect(iso(latest(calendarOf(schedule), at(now)))).toBe(moment);
  });

  test('lie at or before the moment that is asked for, and the one after it is later', () => {
    fc.assert(
      fc.property(anyCalendar, anyMoment, (schedule, now) => {
        const found = latest(calendarOf(schedule), now);
        expect(found).toBeLessThanOrEqual(now);
        expect(now - found).toBeLessThanOrEqual(32 * dayMs);
        expect(latest(calendarOf(schedule), found)).toBe(found);
        expect(latest(calendarOf(schedule), found - 1)).toBeLessThan(found);
      }),
    );
  });

  test('show the time of the schedule on the clocks of its zone, unless these skip it', () => {
    fc.assert(
      fc.property(anyTime, anyZone, anyMoment, (time, zone, now) => {
        const found = latest(calendarOf(`daily ${clock(time)} ${zone}`), now);
        const shown = wallOf(zone, found) % dayMs;
        const wanted = (time[0] * 60 + time[1]) * minuteMs;
        if (shown === wanted) return;
        // A skipped time: going back by as much, the clocks jump over it.
        const offset = (ms: number) => wallOf(zone, ms) - ms;
        expect(offset(found - dayMs)).not.toBe(offset(found + minuteMs));
      }),
    );
  });

  test('are one a day, whatever the clocks do: as many as there are days', () => {
    fc.assert(
      fc.property(
        anyTime,
        anyZone.filter((zone) => zone !== 'Pacific/Apia'),
        anyMoment,
        (time, zone, now) => {
          const calendar = calendarOf(`daily ${clock(time)} ${zone}`);
          let moment = latest(calendar, now);
          for (let count = 0; count < 400; count += 1) {
            const before = latest(calendar, moment - 1);
            const apart = moment - before;
            expect(apart).toBeGreaterThanOrEqual(dayMs - 180 * minuteMs);
            expect(apart).toBeLessThanOrEqual(dayMs + 180 * minuteMs);
            moment = before;
          }
        },
      ),
      { numRuns: 10 },
    );
  });

  test('agree with looking at the clock minute by minute', () => {
    fc.assert(
      fc.property(anyTime, anyZone, anyMoment, (time, zone, now) => {
        const wanted = (time[0] * 60 + time[1]) * minuteMs;
        let slow: number | undefined;
        const start = Math.floor(now / minuteMs) * minuteMs;
        for (let ms = start; slow === undefined && ms > start - 26 * 60 * minuteMs; ms -= minuteMs) {
          // The first of two: nothing shows the same within the hours before.
          const twice = [30, 60, 120, 180].some((min) => wallOf(zone, ms - min * minuteMs) === wallOf(zone, ms));
          if (wallOf(zone, ms) % dayMs === wanted && !twice) slow = ms;
        }
        const fast = latest(calendarOf(`daily ${clock(time)} ${zone}`), now);
        if (slow !== undefined) expect(fast).toBeGreaterThanOrEqual(slow);
        if (slow !== undefined && wallOf(zone, fast) % dayMs === wanted) expect(fast).toBe(slow);
      }),
      { numRuns: 20 },
    );
  });

  test('an instant and what the clocks show belong together', () => {
    fc.assert(
      fc.property(anyZone, anyMoment, (zone, ms) => {
        const whole = Math.floor(ms / 1000) * 1000;
        const back = instantOf(zone, wallOf(zone, whole));
        expect(wallOf(zone, back)).toBe(wallOf(zone, whole));
        expect(back).toBeLessThanOrEqual(whole);
      }),
    );
  });
});

describe('what is due', () => {
  test('is a moment that passed since the schedule was set and since the last run', () => {
    const daily = 'daily 02:00 UTC';
    expect(due(daily, '2026-01-05T03:00:00.000Z', [], '2026-01-05T02:30:00.000Z')).toBeNull();
    expect(due(daily, '2026-01-06T01:59:59.000Z', [], '2026-01-05T02:30:00.000Z')).toBeNull();
    expect(due(daily, '2026-01-06T02:00:00.000Z', [], '2026-01-05T02:30:00.000Z')).toBe('2026-01-06T02:00:00.000Z');
    expect(due(daily, '2026-01-06T05:00:00.000Z', [run('2026-01-06T02:00:03.000Z')])).toBeNull();
    expect(due(daily, '2026-01-07T05:00:00.000Z', [run('2026-01-06T02:00:03.000Z')])).toBe('2026-01-07T02:00:00.000Z');
  });

  test('is due once, however often it was missed', () => {
    const missed = due('daily 02:00 UTC', '2026-02-01T05:00:00.000Z', [run('2026-01-06T02:00:03.000Z')]);
    expect(missed).toBe('2026-02-01T02:00:00.000Z');
    const caughtUp = [run('2026-02-01T05:00:00.000Z', { due: missed })];
    expect(due('daily 02:00 UTC', '2026-02-01T05:00:01.000Z', caughtUp)).toBeNull();
  });

  test('an interval that never ran is due at once, and later counts from the moment it was due', () => {
    const hourly = 'every 1 hours';
    const now = '2026-01-05T12:00:00.000Z';
    expect(due(hourly, now)).toBe(now);
    const late = [run('2026-01-05T12:04:59.000Z', { due: now })];
    expect(due(hourly, '2026-01-05T12:59:59.000Z', late)).toBeNull();
    expect(due(hourly, '2026-01-05T13:00:00.000Z', late)).toBe('2026-01-05T13:00:00.000Z');
    expect(due(hourly, '2026-01-05T17:30:00.000Z', late)).toBe('2026-01-05T17:00:00.000Z');
    // A run by hand starts the count anew.
    expect(due(hourly, '2026-01-05T13:00:00.000Z', [run('2026-01-05T12:30:00.000Z')])).toBeNull();
  });

  test('an interval of minutes is counted in minutes', () => {
    expect(due('every 15 minutes', '2026-01-05T12:15:00.000Z', [run('2026-01-05T12:00:00.000Z')])).not.toBeNull();
    expect(due('every 15 minutes', '2026-01-05T12:14:59.999Z', [run('2026-01-05T12:00:00.000Z')])).toBeNull();
  });

  test('nothing is due that goes by the refresh, is off, or is inactive', () => {
    const now = '2026-06-05T12:00:00.000Z';
    expect([due('refresh', now), due('off', now)]).toEqual([null, null]);
    const inactive = { status: 'inactive', schedule: 'every 1 hours', lastRun: null, createdAt: now } as const;
    expect(dueMoment(inactive, now)).toBeNull();
  });

  test('what still runs is not due again, until it must have been cut off', () => {
    const open = [run('2026-01-05T12:00:00.000Z', { endedAt: null, exit: null })];
    expect(due('every 5 minutes', '2026-01-05T23:59:59.000Z', open)).toBeNull();
    expect(due('every 5 minutes', '2026-01-06T00:00:00.000Z', open)).toBe('2026-01-06T00:00:00.000Z');
  });

  test('a run is never for a moment that another was for, or that has not come', () => {
    const anySchedule = fc.oneof(
      anyCalendar,
      fc.integer({ min: 1, max: 50 }).map((n) => `every ${n} hours`),
    );
    fc.assert(
      fc.property(
        anySchedule,
        anyMoment,
        fc.array(fc.integer({ min: 1, max: 5_000 }), { maxLength: 40 }),
        (schedule, start, steps) => {
          let now = start;
          const runs: Run[] = [];
          const seen = new Set<string>();
          for (const step of steps) {
            now += step * minuteMs;
            const moment = due(schedule, iso(now), runs.slice(0, 20), iso(start));
            if (moment === null) continue;
            expect(at(moment)).toBeLessThanOrEqual(now);
            expect(seen.has(moment)).toBe(false);
            seen.add(moment);
            runs.unshift(run(iso(now), { due: moment }));
            expect(due(schedule, iso(now), runs.slice(0, 20), iso(start))).toBeNull();
          }
        },
      ),
    );
  });
});
