import { describe, expect, test } from '@jest/globals';
import { numbered, tableSql } from '../../../src/adapters/postgres/dialect.ts';
import { migrations } from '../../../src/service/store/schema.ts';

describe('SQL of the service for PostgreSQL', () => {
  test.each([
    ['SELECT 1', 'SELECT 1'],
    ['SELECT * FROM users WHERE id = ? OR name = ?', 'SELECT * FROM users WHERE id = $1 OR name = $2'],
    ["a = ? AND b LIKE '%?%' AND c = ?", "a = $1 AND b LIKE '%?%' AND c = $2"],
    ["a LIKE ? ESCAPE '\\' AND b = '''?' AND c = ?", "a LIKE $1 ESCAPE '\\' AND b = '''?' AND c = $2"],
  ])('%s has its values numbered, and what stands in quotes as it was', (sql, expected) => {
    expect(numbered(sql)).toBe(expected);
  });

  test('more than nine values are numbered to the last', () => {
    expect(numbered(Array(12).fill('?').join())).toBe(Array.from({ length: 12 }, (_, at) => `$${at + 1}`).join());
  });

  test('every column of text compares byte by byte, and every number is wide', () => {
    const all = migrations.flat().map(tableSql).join('\n');

    expect([...all.matchAll(/\bTEXT\b(?! COLLATE "C")/g)]).toEqual([]);
    expect(all).not.toMatch(/\bINTEGER\b/);
    expect(all).toContain('revision BIGINT NOT NULL');
  });
});
