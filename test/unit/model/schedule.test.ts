import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseSchedule, scheduleExamples } from '../../../src/model/schedule.ts';

const zones = ['UTC', 'Europe/Riga', 'America/Argentina/Buenos_Aires', 'Etc/GMT+3'];
const parse = (text: string) => parseSchedule(text, (zone) => zones.includes(zone));

const pad = (n: number) => String(n).padStart(2, '0');
const days = fc.subarray(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'], { minLength: 1 });
const recurrence = fc.oneof(
  fc.constant('daily'),
  days.map((it) => `weekly ${it.join(',')}`),
  fc.integer({ min: 1, max: 28 }).map((date) => `monthly ${date}`),
);
const time = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
  .map(([h, m]) => `${pad(h)}:${pad(m)}`);
const schedule = fc.oneof(
  fc.constantFrom('refresh', 'off'),
  fc
    .tuple(fc.integer({ min: 1, max: 9_999 }), fc.constantFrom('minutes', 'hours'))
    .map(([n, unit]) => `every ${n} ${unit}`),
  fc.tuple(recurrence, time, fc.constantFrom(...zones)).map((parts) => parts.join(' ')),
);

describe('schedules', () => {
  test('R20 every recurrence with a time and a zone is kept as it was given, spaces aside', () => {
    fc.assert(
      fc.property(schedule, fc.constantFrom(' ', '  ', '\t'), (text, space) => {
        expect(parse(text)).toBe(text);
        expect(parse(`${space}${text.replaceAll(' ', space)}${space}`)).toBe(text);
      }),
    );
  });

  test('what was kept is kept again, whatever was given', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          schedule,
          fc.string(),
          schedule.map((it) => it.toUpperCase()),
        ),
        (text) => {
          const kept = parse(text);
          if (kept !== undefined) expect(parse(kept)).toBe(kept);
        },
      ),
    );
  });

  test.each(scheduleExamples)('R20 `%s`, which messages give as an example, is one', (text) => {
    expect(parseSchedule(text, () => true)).toBe(text);
  });

  test.each([
    '',
    'on',
    'daily',
    'daily 02:00',
    'daily 2:00 UTC',
    'daily 24:00 UTC',
    'daily 02:60 UTC',
    'daily 02:00 Mars/Olympus',
    'daily 02:00 UTC UTC',
    'weekly 02:00 UTC',
    'weekly mon,mon 02:00 UTC',
    'weekly mon, thu 02:00 UTC',
    'weekly xyz 02:00 UTC',
    'monthly 0 02:00 UTC',
    'monthly 29 02:00 UTC',
    'every 0 hours',
    'every 01 hours',
    'every 10000 hours',
    'every 6 days',
    'every -1 hours',
    'refresh off',
    'daily 02:00 UTC\nrefresh; rm -rf /',
  ])('R20 `%s` is none', (text) => expect(parse(text)).toBeUndefined());
});
