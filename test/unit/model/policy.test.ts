import { describe, expect, test } from '@jest/globals';
import { mayTry, mayUse, permission, rolesThatMay, seesInside } from '../../../src/model/policy.ts';
import type { SharedWith } from '../../../src/model/sharing.ts';
import { type Role, roles } from '../../../src/model/user.ts';

const actor = (role: Role) => ({ id: 'u-1', name: 'ana', role });
const connection = (purpose: 'export' | 'enrichment' | 'miscellaneous', sharedWith: SharedWith) => ({
  purpose,
  sharedWith,
});
const sharings: readonly SharedWith[] = ['administrators', 'contributors', ['u-1'], ['u-2'], []];

describe('the policy', () => {
  test('R5 D15 administrators and auditors see inside, nobody else', () => {
    expect(roles.filter((role) => seesInside({ role }))).toEqual(['administrator', 'auditor']);
  });

  test('R10 R12 R14 R15 D16 which connections a contributor may use', () => {
    const usable = (purpose: 'export' | 'enrichment' | 'miscellaneous') =>
      sharings.map((shared) => mayUse(actor('contributor'), connection(purpose, shared)));

    expect(usable('export')).toEqual([false, true, true, false, false]);
    expect(usable('enrichment')).toEqual([true, true, true, true, true]);
    expect(usable('miscellaneous')).toEqual([false, false, false, false, false]);
  });

  test('R34 D15 viewers, auditors and runners use none, administrators all', () => {
    for (const purpose of ['export', 'enrichment', 'miscellaneous'] as const)
      for (const shared of sharings) {
        expect(mayUse(actor('administrator'), connection(purpose, shared))).toBe(true);
        for (const role of ['viewer', 'auditor', 'runner'] as const)
          expect(mayUse(actor(role), connection(purpose, shared))).toBe(false);
      }
  });

  test('a name that looks like an id, or the other way round, opens nothing', () => {
    expect(mayUse({ id: 'u-1', role: 'contributor' }, connection('export', ['ana', 'u-11', 'u-']))).toBe(false);
  });

  test('R13 D7 an export is edited where its connection may be used, or without one by its maker or whom its last one served', () => {
    const mine = { createdBy: 'ana' };
    const theirs = { createdBy: 'bob' };
    const [shared, closed] = [connection('export', 'contributors'), connection('export', 'administrators')];
    const may = (...[dependent, on, last]: [typeof mine, typeof shared | null, typeof shared | null]) =>
      permission(actor('contributor'), dependent, on, last);

    expect(may(theirs, shared, null)).toBe('edit');
    expect(may(mine, closed, shared)).toBe('view');
    expect(may(theirs, null, shared)).toBe('edit');
    expect(may(theirs, null, closed)).toBe('view');
    expect(may(mine, null, closed)).toBe('edit');
    expect(may(mine, null, null)).toBe('edit');
    expect(may(theirs, null, null)).toBe('view');
    for (const role of ['viewer', 'auditor', 'runner'] as const)
      expect(permission(actor(role), mine, shared, shared)).toBe('view');
    expect(permission(actor('administrator'), theirs, closed, null)).toBe('edit');
  });

  test('who may is said as a sentence has it', () => {
    expect(rolesThatMay('connection.add')).toBe('an administrator');
    expect(rolesThatMay('export.add')).toBe('an administrator or a contributor');
    expect(rolesThatMay('connection.list')).toBe('an administrator, a contributor or an auditor');
    expect(mayTry('runner', 'whoami')).toBe(true);
  });
});
