import { describe, expect, test } from '@jest/globals';
import { allowed, mayTry, type Operation } from '../../../src/model/policy.ts';
import { byStrength, isWithin, rolesWithin, weaker } from '../../../src/model/role-order.ts';
import { type Role, roles } from '../../../src/model/user.ts';

const pairs = roles.flatMap((one) => roles.map((other) => [one, other] as const));

describe('the order of roles', () => {
  test.each([
    ['administrator', ['administrator', 'contributor', 'viewer', 'auditor', 'runner']],
    ['contributor', ['contributor', 'viewer']],
    ['viewer', ['viewer']],
    ['auditor', ['viewer', 'auditor']],
    ['runner', ['runner']],
  ] as [Role, Role[]][])('lets a %s hand on %j', (role, handed) => {
    expect(rolesWithin(role)).toEqual(handed);
  });

  test.each(pairs)('what a %s and a %s share is never more than either may', (one, other) => {
    const shared = weaker(one, other);
    expect(shared).toBe(weaker(other, one));
    for (const operation of Object.keys(allowed) as Operation[])
      if (shared !== undefined && mayTry(shared, operation))
        expect([operation, mayTry(one, operation), mayTry(other, operation)]).toEqual([operation, true, true]);
    if (isWithin(one, other)) expect(shared).toBe(one);
  });

  test('a contributor and an auditor share what a viewer may, and a runner shares nothing with them', () => {
    expect(weaker('contributor', 'auditor')).toBe('viewer');
    expect(weaker('runner', 'contributor')).toBeUndefined();
  });

  test('the strongest of several is told', () => {
    const sorted = [...roles].map((role) => ({ role })).sort(byStrength);
    expect(sorted.map(({ role }) => role)).toEqual(['administrator', 'contributor', 'auditor', 'viewer', 'runner']);
  });
});
