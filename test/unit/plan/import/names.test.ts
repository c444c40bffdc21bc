import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { displayKey, isName } from '../../../../src/kernel/name.ts';
import { displayNameIssues } from '../../../../src/model/naming.ts';
import { createNames, displayNameFrom } from '../../../../src/plan/import/names.ts';
import { createSeen } from '../../../../src/plan/import/seen.ts';

const wanted = fc.array(
  fc.oneof(fc.constantFrom('a', 'A', 'a-2', 'ä', '__proto__', '日本'), fc.string(), fc.string({ unit: 'binary' })),
);

test('whatever was wanted, each name is one, and there once', () => {
  fc.assert(
    fc.property(wanted, (all) => {
      const names = createNames();
      const made = all.map((it) => names.name(it));
      expect(made.filter((it) => !isName(it))).toEqual([]);
      expect(new Set(made).size).toBe(all.length);
    }),
  );
});

test('display names differ in more than case, and hold nothing that a terminal obeys', () => {
  fc.assert(
    fc.property(wanted, (all) => {
      const names = createNames();
      const kept = all.map(displayNameFrom).filter((it) => displayKey(it) !== '');
      const made = kept.map((it) => names.displayName(it));
      expect(made.flatMap((it) => displayNameIssues(it))).toEqual([]);
      expect(new Set(made.map(displayKey)).size).toBe(made.length);
    }),
  );
});

test('variables and placeholders have the form that plans read', () => {
  fc.assert(
    fc.property(wanted, (all) => {
      const names = createNames();
      const variables = all.map((it) => names.variable(`${it}_password`));
      const placeholders = all.map((it) => names.placeholder(`${it}-hostname`));
      expect(variables.filter((it) => !/^[A-Za-z_][A-Za-z0-9_]{0,127}$/.test(it))).toEqual([]);
      expect(placeholders.filter((it) => !/^[A-Za-z][A-Za-z0-9_-]{0,79}$/.test(it))).toEqual([]);
      expect([new Set(variables).size, new Set(placeholders).size]).toEqual([all.length, all.length]);
    }),
  );
});

test('ten thousand that want the same name get it with a number, at once', () => {
  const names = createNames();
  const made = Array.from({ length: 10_000 }, () => names.name('drop'));
  expect([made[0], made[1], made.at(-1)]).toEqual(['drop', 'drop-2', 'drop-10000']);
});

test('texts that were seen are known again, and no other, however many there are', () => {
  const seen = createSeen();
  const texts = Array.from({ length: 50_000 }, (_, at) => `drop-${at}`);
  const wrong = texts.filter((it) => {
    const was = seen.has(it);
    seen.add(it);
    return was || !seen.has(it);
  });
  expect(wrong).toEqual([]);
  expect(texts.every((it) => seen.has(it))).toBe(true);
  expect(seen.has('')).toBe(false);
});
