import { describe, expect, test } from '@jest/globals';
import { longest } from '../../../src/kernel/name.ts';
import { blocksRemoval, type Dependent } from '../../../src/model/dependent.ts';
import { displayNameIssues, nameOr } from '../../../src/model/naming.ts';
import { currentTerms, termsVersions } from '../../../src/model/terms.ts';
import { isUserName } from '../../../src/model/user.ts';

const codes = (displayName: string) => displayNameIssues(displayName).map(({ code }) => code);

describe('names that are given', () => {
  test.each([
    ['', 'missing'],
    [' \t ', 'missing'],
    ['\u200b\u2060', 'missing'],
    ['a\u0007b', 'control-character'],
    ['a\u202eb', 'control-character'],
    ['a\nb', 'control-character'],
    ['x'.repeat(longest.displayName + 1), 'too-long'],
  ])('the display name %j is refused as %s', (displayName, code) => expect(codes(displayName)).toEqual([code]));

  test.each(['a', 'Retail 顧客 👩‍👩‍👧', `  ${'x'.repeat(longest.displayName)}  `, "O'Neil; --"])(
    'the display name %j is accepted',
    (displayName) => {
      expect(codes(displayName)).toEqual([]);
    },
  );

  test('a form that the service wants is asked for, with an example', () => {
    expect(displayNameIssues('churn model', 'identifier-name')).toMatchObject([
      { code: 'format', example: 'churn_model' },
    ]);
    expect(displayNameIssues('churn_model', 'identifier-name')).toEqual([]);
  });

  test('D1 a given name stands, another is made, and where none can be made it is asked for', () => {
    expect(nameOr('given', 'Shown')).toEqual({ name: 'given', issues: [] });
    expect(nameOr(undefined, 'Shown name')).toEqual({ name: 'shown-name', issues: [] });
    expect(nameOr('Not One', 'Shown').issues).toMatchObject([{ path: 'name', code: 'format' }]);
    expect(nameOr(undefined, '顧客').issues).toMatchObject([{ path: 'name', code: 'missing' }]);
    expect(nameOr(undefined, ' ').issues).toEqual([]);
  });

  test.each(['ana', 'ana@contoso.example', 'CONTOSO\\ana', 'ana+test', 'Å', 'x'.repeat(120)])(
    '%s can be a user',
    (name) => {
      expect(isUserName(name)).toBe(true);
    },
  );

  test.each(['', 'two words', '-ana', 'ana-', 'ana;', 'a\u001bb', '../x', 'x'.repeat(121)])(
    '%j cannot be a user',
    (name) => {
      expect(isUserName(name)).toBe(false);
    },
  );
});

describe('small rules', () => {
  test('R24 D8 every export blocks a removal, an enrichment only while it is active', () => {
    const dependent = (status: Dependent['status']) => ({ status }) as Dependent;

    expect([blocksRemoval('export', dependent('inactive')), blocksRemoval('export', dependent('active'))]).toEqual([
      true,
      true,
    ]);
    expect([
      blocksRemoval('enrichment', dependent('inactive')),
      blocksRemoval('enrichment', dependent('active')),
    ]).toEqual([false, true]);
  });

  test('R9 versions of the terms are months, in order, and the last one is current', () => {
    for (const version of termsVersions) expect(version).toMatch(/^\d{4}-(?:0[1-9]|1[0-2])$/);
    expect(termsVersions).toEqual([...new Set(termsVersions)].sort());
    expect(currentTerms()).toBe(termsVersions.at(-1));
  });
});
