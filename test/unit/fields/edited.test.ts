import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { sftp } from '../../../src/catalog/exports/sftp.ts';
import { keptSettings, merged, readable } from '../../../src/fields/edited.ts';
import { redirected } from '../../../src/fields/redirected.ts';

const settings = { authenticationMethod: 'usernamePassword', hostname: 'a.example', username: 'svc' };

describe('what an edit leaves', () => {
  test('is what was there without what is unset, and with what is set', () => {
    expect(merged(settings, { hostname: 'b.example', exportFolder: 'x' }, ['username'])).toEqual({
      authenticationMethod: 'usernamePassword',
      hostname: 'b.example',
      exportFolder: 'x',
    });
  });

  test('is kept in its kept form, with defaults, and without what cannot be read', () => {
    expect(keptSettings(sftp.fields, { hostname: 'a.example', exportFolder: 'Nightly/Drop', username: '' })).toEqual({
      authenticationMethod: 'usernamePassword',
      hostname: 'a.example',
      exportFolder: 'nightly/drop',
    });
  });

  test('holds nothing that does not apply, which may be readable all the same', () => {
    const fields = {
      how: {
        kind: 'choice',
        label: 'How',
        help: 'h',
        choices: [
          { value: 'a', label: 'A' },
          { value: 'b', label: 'B' },
        ],
      },
      only: { kind: 'text', label: 'Only', help: 'o', when: { field: 'how', is: 'a' } },
    } as const;
    const given = { how: 'b', only: 'x' };

    expect([keptSettings(fields, given), readable(fields, given)]).toEqual([{ how: 'b' }, given]);
  });

  test('is kept as it is once more', () => {
    const any = fc.record({
      authenticationMethod: fc.constantFrom('usernamePassword', 'sshKey'),
      hostname: fc.constantFrom('a.example', 'A.example', 'sftp://no'),
      username: fc.string(),
      exportFolder: fc.constantFrom('x', 'X/Y', '../z', ''),
    });
    fc.assert(
      fc.property(any, (given) => {
        const once = keptSettings(sftp.fields, given);
        expect(keptSettings(sftp.fields, once)).toEqual(once);
      }),
    );
  });
});

describe('D14 a change of target', () => {
  test('names the fields that say where secrets go, and the stored ones that would follow', () => {
    const after = { ...settings, hostname: 'b.example' };

    expect(redirected(sftp.fields, settings, after, ['password'])).toEqual({
      targets: ['hostname'],
      secrets: ['password'],
    });
  });

  test('is none where no such field changed, or no secret that stays is stored', () => {
    const after = { ...settings, hostname: 'b.example' };
    const byKey = { ...after, authenticationMethod: 'sshKey' };

    expect(redirected(sftp.fields, settings, { ...settings, username: 'x' }, ['password']).secrets).toEqual([]);
    expect(redirected(sftp.fields, settings, after, []).secrets).toEqual([]);
    expect(redirected(sftp.fields, settings, byKey, ['password']).secrets).toEqual([]);
  });
});
