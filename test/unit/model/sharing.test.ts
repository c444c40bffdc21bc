import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { narrows, type SharedWith, sameSharing, withoutUsers, withUsers } from '../../../src/model/sharing.ts';

const users = fc.uniqueArray(fc.constantFrom<string>('ana', 'bob', 'cem', 'dia'), { maxLength: 4 });
const some = fc.uniqueArray(fc.constantFrom<string>('ana', 'bob', 'cem', 'dia'), { minLength: 1, maxLength: 4 });
const sharing: fc.Arbitrary<SharedWith> = fc.oneof(
  fc.constantFrom<SharedWith>('administrators', 'contributors'),
  some.map((them) => withUsers('administrators', them)),
);
/** Which of four contributors may use it. */
const usableBy = (shared: SharedWith) =>
  ['ana', 'bob', 'cem', 'dia'].filter(
    (user) => shared === 'contributors' || (Array.isArray(shared) && shared.includes(user)),
  );

describe('sharing', () => {
  test('R15 adding users opens it to exactly them besides, in whatever order and however often', () => {
    fc.assert(
      fc.property(sharing, users, users, (shared, some, more) => {
        const once = withUsers(shared, some);
        expect(usableBy(once).sort()).toEqual([...new Set([...usableBy(shared), ...some])].sort());
        expect(withUsers(once, some)).toEqual(once);
        expect(withUsers(withUsers(shared, more), some)).toEqual(withUsers(once, more));
      }),
    );
  });

  test('R15 taking users out leaves the others, and nobody left is administrators only', () => {
    fc.assert(
      fc.property(sharing, users, (shared, some) => {
        const left = withoutUsers(shared, some);
        if (shared === 'contributors') return expect(left).toBe('contributors');
        expect(usableBy(left)).toEqual(usableBy(shared).filter((user) => !some.includes(user)));
        if (usableBy(left).length === 0) expect(left).toBe('administrators');
        expect(withoutUsers(left, some)).toEqual(left);
      }),
    );
  });

  test('R10 R15 two answers are the same exactly where the same users may use it', () => {
    fc.assert(
      fc.property(sharing, sharing, (one, other) => {
        expect(sameSharing(one, other)).toBe(sameSharing(other, one));
        const alike =
          String(usableBy(one)) === String(usableBy(other)) && (one === 'contributors') === (other === 'contributors');
        expect(sameSharing(one, other)).toBe(alike);
      }),
    );
  });

  test('D4 it narrows exactly where someone who could use it no longer can', () => {
    fc.assert(
      fc.property(sharing, sharing, (before, after) => {
        // Naming all who are there now still leaves out those who come.
        const lost =
          usableBy(before).some((user) => !usableBy(after).includes(user)) ||
          (before === 'contributors' && after !== 'contributors');
        expect(narrows(before, after)).toBe(lost);
      }),
    );
  });
});
