import { describe, expect, test } from '@jest/globals';
import { stepping } from '../../../src/kernel/progress.ts';
import { createProgress, type Showing } from '../../../src/terminal/progress.ts';
import { text } from '../../../src/views/progress.ts';

/** Progress on a terminal of 60 columns, with a clock that stands until it is moved and a timer that is rung by hand. */
function watched(showing: Showing = 'drawn', columns = 60) {
  let now = 50_000;
  let written = '';
  let looks = 0;
  const ticks = new Set<() => void>();
  const progress = createProgress({
    write: (it) => {
      written += it;
    },
    nowMs: () => now,
    every(_ms, tick) {
      ticks.add(tick);
      return () => ticks.delete(tick);
    },
    showing() {
      looks += 1;
      return showing;
    },
    columns: () => columns,
    words: text,
  });
  return {
    ...progress,
    later(ms: number) {
      now += ms;
      for (const tick of ticks) tick();
    },
    /** What was written since it was asked last. */
    written() {
      const found = written;
      written = '';
      return found;
    },
    looks: () => looks,
    timers: () => ticks.size,
  };
}

const line = (it: string) => `\r\u001b[K${it}`;

describe('progress on a terminal', () => {
  test('says nothing in the first second, and does not even look at the terminal', () => {
    const it = watched();

    it.step('judge', 0, 10_000);
    it.later(999);
    it.step('judge', 5_000, 10_000);

    expect([it.written(), it.looks()]).toEqual(['', 0]);
  });

  test('then draws one line over and over, ten times a second at the most', () => {
    const it = watched();
    it.step('judge', 0, 10_000);

    it.later(1000);
    it.step('judge', 5_000, 10_000);
    expect(it.written()).toBe(line('judging the changes: 5,000 of 10,000'));
    it.later(99);
    it.step('judge', 5_500, 10_000);
    expect(it.written()).toBe('');
    it.later(1);
    it.step('write', 1, 10_000);
    expect(it.written()).toBe(line('writing the records: 1 of 10,000'));
  });

  test('counts the second over everything that goes on, not over each part', () => {
    const it = watched();

    it.step('records', 0, 10);
    it.later(600);
    it.step('trail', 0, 10);
    it.later(600);
    it.step('trail', 9, 10);

    expect(it.written()).toBe(line('checking the audit trail: 9 of 10'));
  });

  test('is gone before anything else is written, and then waits for a second again', () => {
    const it = watched();
    it.step('trail', 0, 10);
    it.later(1000);
    it.step('trail', 5, 10);
    it.written();

    it.erase();
    expect(it.written()).toBe(line(''));
    it.erase();
    it.step('trail', 6, 10);
    it.later(999);
    it.step('trail', 7, 10);
    expect(it.written()).toBe('');
  });

  test('says for how long where there is no number, and how many so far where there is no total', () => {
    const it = watched();
    it.step('busy');
    it.later(3_400);
    it.step('busy');
    expect(it.written()).toBe(line('waiting for another process that writes: 3 s'));

    it.later(100);
    it.step('read', 61_000);
    expect(it.written()).toBe(line('reading the records: 61,000 so far'));
  });

  test('tells beforehand of what the engine does alone, where its size says that it takes long', () => {
    const it = watched();

    it.alone('copy', 90_000_000);
    expect(it.written()).toBe('');
    it.alone('copy', 200_000_000);
    expect(it.written()).toBe(line('copying the store ...'));
  });

  test('never reaches the last column of a narrow terminal', () => {
    const it = watched('drawn', 24);
    it.step('judge', 0, 9);

    it.later(2000);
    it.step('judge', 3, 9);

    expect(it.written()).toBe(line('judging the changes: 3 '));
  });

  test('goes on about a wait by a timer, which is stopped when the wait is over, well or not', async () => {
    const it = watched();
    let settle: (value: string) => void = () => undefined;
    const wait = it.during(
      'key',
      new Promise<string>((resolve) => {
        settle = resolve;
      }),
    );

    it.later(1100);
    expect(it.written()).toBe(line('making the key of the secrets from the passphrase: 1 s').slice(0, 4 + 59));
    settle('done');
    expect(await wait).toBe('done');
    await expect(it.during('key', Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(it.timers()).toBe(0);
  });

  test('of waits at once tells the one that says most, and none while steps go on', async () => {
    const it = watched();
    const never = new Promise<void>(() => undefined);
    void it.during('sync', it.during('server', never));

    it.later(1100);
    expect(it.written()).toMatch(/bringing the changes over: 1 s$/);

    const other = watched();
    void other.during('server', never);
    other.later(1100);
    other.written();
    other.step('records', 1, 9);
    other.later(900);
    expect(other.written()).toBe('');
    other.later(200);
    expect(other.written()).toMatch(/waiting for the server: 2 s$/);
  });
});

describe('progress for a screen reader', () => {
  test('is one plain line at the start of a wait, and nothing else', () => {
    const it = watched('once');
    it.step('records', 0, 10);
    it.later(1000);
    it.step('records', 2, 10);
    it.later(1000);
    it.step('records', 3, 10);
    it.step('trail', 3, 10);
    it.erase();

    expect(it.written()).toBe('checking the records ...\n');
  });
});

describe('progress where nobody is to see it', () => {
  test('looks once whether there is anybody, and writes nothing', () => {
    const it = watched('nothing');
    it.step('records', 0, 10);
    for (let at = 1; at < 5; at += 1) {
      it.later(1000);
      it.step('records', at, 10);
    }
    it.alone('copy', 900_000_000);
    it.erase();

    expect([it.written(), it.looks()]).toEqual(['', 1]);
  });
});

test('going through many things tells how many are done, and gives each', () => {
  const told: unknown[] = [];
  const step = (...it: readonly unknown[]) => void told.push(it);

  expect([...stepping({ step }, 'seal', ['a', 'b'])]).toEqual(['a', 'b']);
  expect(told).toEqual([
    ['seal', 0, 2],
    ['seal', 1, 2],
  ]);
  expect([...stepping(undefined, 'seal', ['a', 'b'])]).toEqual(['a', 'b']);
});
