import { describe, expect, test } from '@jest/globals';
import { principalId, principalKey, subjectAt } from '../../../src/model/principal.ts';

const tenant = '11111111-2222-3333-4444-555555555555';
const entra = `https://login.microsoftonline.com/${tenant}/v2.0`;
const object = 'AAAAAAAA-bbbb-cccc-dddd-eeeeeeeeeeee';

describe('a principal', () => {
  test('of Microsoft Entra ID is typed as an object id and known by tenant and object id', () => {
    expect(subjectAt(entra, 'user', object)).toBe(`${tenant}/${object.toLowerCase()}`);
    expect(subjectAt(entra, 'app', object)).toBe(`${tenant}/${object.toLowerCase()}`);
    expect(subjectAt(entra, 'user', `${tenant}/${object.toLowerCase()}`)).toBe(`${tenant}/${object.toLowerCase()}`);
  });

  test('that is a group is known by its object id alone, as tokens hold it', () => {
    expect(subjectAt(entra, 'group', object)).toBe(object.toLowerCase());
    expect(subjectAt(entra, 'group', 'role:Writer')).toBe('role:Writer');
  });

  test('of any other issuer is known by its subject as it is', () => {
    expect(subjectAt('https://issuer.example', 'user', 'Sub-1')).toBe('Sub-1');
    expect(subjectAt(`${entra}/more`, 'user', object)).toBe(object.toLowerCase());
  });

  test('goes by its object id where a directory asks', () => {
    expect(principalId({ kind: 'user', issuer: entra, subject: `${tenant}/x` })).toBe('x');
    expect(principalId({ kind: 'group', issuer: entra, subject: 'x' })).toBe('x');
  });

  test('is told apart from every other by kind, issuer and subject', () => {
    const keys = ['user', 'group', 'app'].flatMap((kind) =>
      ['https://a.example', 'https://a.example/b'].flatMap((issuer) =>
        ['s', 'b s', ' s', 'S'].map((subject) => principalKey({ kind: kind as 'user', issuer, subject })),
      ),
    );

    expect(new Set(keys).size).toBe(keys.length);
  });
});
