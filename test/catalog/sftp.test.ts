import { describe, expect, test } from '@jest/globals';
import { sftp } from '../../src/catalog/exports/sftp.ts';
import { check, misplacedSecrets, missingSecrets } from '../../src/fields/check.ts';

const byPassword = { authenticationMethod: 'usernamePassword', hostname: 'sftp.partner.example', username: 'svc-cdp' };
const byKey = { ...byPassword, authenticationMethod: 'sshKey' };
const none = new Set<string>();

describe('SFTP (R7)', () => {
  test('stores its folder in lower case', () => {
    expect(check(sftp.fields, { ...byPassword, exportFolder: ' Export/Folder/PATH ' })).toMatchObject({
      ok: true,
      value: { exportFolder: 'export/folder/path' },
    });
  });

  test('signs in with a password unless told otherwise', () => {
    const { authenticationMethod, ...rest } = byPassword;

    expect(check(sftp.fields, rest)).toEqual({ ok: true, value: byPassword });
  });

  test('wants a password, and nothing of a key, with user name and password', () => {
    expect(missingSecrets(sftp.fields, byPassword, none).map((issue) => issue.path)).toEqual(['password']);
    expect(misplacedSecrets(sftp.fields, byPassword, ['password'])).toEqual([]);
    expect(misplacedSecrets(sftp.fields, byPassword, ['privateKey', 'passphrase'])).toMatchObject([
      { code: 'not-applicable', path: 'secrets.privateKey' },
      { code: 'not-applicable', path: 'secrets.passphrase' },
    ]);
  });

  test('wants a private key, with a passphrase or without, and no password, with an SSH key', () => {
    expect(missingSecrets(sftp.fields, byKey, none).map((issue) => issue.path)).toEqual(['privateKey']);
    expect(misplacedSecrets(sftp.fields, byKey, ['privateKey', 'passphrase'])).toEqual([]);
    expect(misplacedSecrets(sftp.fields, byKey, ['password'])).toMatchObject([
      { code: 'not-applicable', path: 'secrets.password' },
    ]);
  });

  test('names all that is missing at once', () => {
    const checked = check(sftp.fields, {});

    expect(checked.ok ? [] : checked.issues.map((issue) => [issue.code, issue.path])).toEqual([
      ['missing', 'hostname'],
      ['missing', 'username'],
    ]);
  });
});
