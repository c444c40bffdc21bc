import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { canonical } from '../../../src/kernel/canonical.ts';

describe('canonical JSON', () => {
  test('says what JSON says', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) =>
        expect(JSON.parse(canonical(value))).toEqual(JSON.parse(JSON.stringify(value))),
      ),
    );
  });

  test('is the same for the same content, however its keys are ordered', () => {
    const shuffled = (value: unknown): unknown =>
      Array.isArray(value)
        ? value.map(shuffled)
        : typeof value === 'object' && value !== null
          ? Object.fromEntries(
              Object.entries(value)
                .reverse()
                .map(([key, it]) => [key, shuffled(it)]),
            )
          : value;
    fc.assert(fc.property(fc.jsonValue(), (value) => expect(canonical(shuffled(value))).toBe(canonical(value))));
  });

  test('differs for different content', () => {
    const json = (value: unknown) => JSON.stringify(value, (_, it) => (Object.is(it, -0) ? 0 : it));
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 2 }), fc.jsonValue({ maxDepth: 2 }), (one, other) => {
        const same = canonical(JSON.parse(json(one))) === canonical(JSON.parse(json(other)));
        expect(same).toBe(canonical(one) === canonical(other));
      }),
    );
    expect(
      new Set([canonical({ a: 1 }), canonical({ a: '1' }), canonical([1]), canonical({ a: null }), canonical({})]).size,
    ).toBe(5);
  });

  test('leaves out what JSON leaves out', () => {
    expect(canonical({ b: undefined, a: [undefined, 1] })).toBe('{"a":[null,1]}');
    expect(canonical(undefined)).toBe('null');
  });
});
