import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { canonical } from '../../../src/kernel/canonical.ts';
import { type Side, stillMine, threeWay, type Version } from '../../../src/plan/three-way.ts';

const base = { hostname: 'a.example', username: 'svc', folder: 'nightly' };

describe('three versions of one record', () => {
  test('whoever changed a field alone is named, and nothing else is', () => {
    const theirs = { ...base, hostname: 'b.example' };
    const mine = { ...base, username: 'bob' };

    expect(threeWay(base, theirs, mine)).toEqual([
      { field: 'hostname', base: 'a.example', theirs: 'b.example', mine: 'a.example', by: 'theirs' },
      { field: 'username', base: 'svc', theirs: 'svc', mine: 'bob', by: 'mine' },
    ]);
  });

  test('a field that both changed is a conflict, unless both say the same', () => {
    const by = (theirs: string, mine: string) =>
      threeWay(base, { ...base, hostname: theirs }, { ...base, hostname: mine })[0]?.by;

    expect([by('b.example', 'c.example'), by('b.example', 'b.example')]).toEqual(['both', 'same']);
  });

  test('a value that was taken away, and one that was not there before, are changes as well', () => {
    const { folder: _, ...without } = base;

    expect(threeWay(base, without, { ...base, port: 22 })).toEqual([
      { field: 'folder', base: 'nightly', theirs: undefined, mine: 'nightly', by: 'theirs' },
      { field: 'port', base: undefined, theirs: undefined, mine: 22, by: 'mine' },
    ]);
  });
});

describe('what stays mine', () => {
  const both = threeWay({ a: 1, b: 1, c: 1 }, { a: 2, b: 2, c: 1 }, { a: 3, b: 3, c: 3 });

  test('is what only I changed, and a conflict that is decided for me', () => {
    expect(stillMine(both, { a: 'mine', b: 'theirs' })).toEqual(['a', 'c']);
  });

  test('is no conflict that nobody decided', () => {
    expect(stillMine(both, {})).toEqual(['c']);
  });
});

const value = fc.constantFrom<unknown>('x', 'y', 1, true, ['x'], ['x', 'y']);
const version: fc.Arbitrary<Version> = fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd'), value);
const sides = fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd'), fc.constantFrom<Side>('mine', 'theirs'));

/** Theirs, with my changes on top that stay mine. */
function merged(from: Version, theirs: Version, mine: Version, decided: { readonly [field: string]: Side }): Version {
  const result: Record<string, unknown> = { ...theirs };
  for (const field of stillMine(threeWay(from, theirs, mine), decided)) {
    if (field in mine) result[field] = mine[field];
    else delete result[field];
  }
  return result;
}
const same = (one: Version, other: Version) => expect(canonical(one)).toBe(canonical(other));

describe('for any three versions', () => {
  test('where they changed nothing, mine is the result', () => {
    fc.assert(
      fc.property(version, version, sides, (from, mine, decided) => same(merged(from, from, mine, decided), mine)),
    );
  });

  test('where I changed nothing, theirs is the result', () => {
    fc.assert(
      fc.property(version, version, sides, (from, theirs, decided) =>
        same(merged(from, theirs, from, decided), theirs),
      ),
    );
  });

  test('every field of the result is as one of both has it, and as the one who changed it where it is one', () => {
    fc.assert(
      fc.property(version, version, version, sides, (from, theirs, mine, decided) => {
        const result = merged(from, theirs, mine, decided);
        for (const field of ['a', 'b', 'c', 'd']) {
          const [was, their, my, now] = [from, theirs, mine, result].map((it) => canonical(it[field]));
          if (was === their) expect(now).toBe(my);
          else if (was === my) expect(now).toBe(their);
          else expect(now).toBe(decided[field] === 'mine' ? my : their);
        }
      }),
    );
  });

  test('a conflict is a conflict from either side, and nothing is listed that nobody changed', () => {
    fc.assert(
      fc.property(version, version, version, (from, theirs, mine) => {
        const turned = { theirs: 'mine', mine: 'theirs', both: 'both', same: 'same' } as const;
        const one = threeWay(from, theirs, mine).map(({ field, by }) => `${field} ${turned[by]}`);
        expect(
          threeWay(from, mine, theirs)
            .map(({ field, by }) => `${field} ${by}`)
            .sort(),
        ).toEqual(one.sort());
        expect(threeWay(from, from, from)).toEqual([]);
      }),
    );
  });

  test('putting the result on top of theirs once more changes nothing', () => {
    fc.assert(
      fc.property(version, version, version, sides, (from, theirs, mine, decided) => {
        const once = merged(from, theirs, mine, decided);
        same(merged(theirs, theirs, once, decided), once);
      }),
    );
  });
});
