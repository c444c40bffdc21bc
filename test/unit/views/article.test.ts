import { expect, test } from '@jest/globals';
import { articleAddress } from '../../../src/views/article.ts';

test('a page of the documentation that the catalog names has its address', () => {
  expect(articleAddress('export-sftp.md')).toBe(
    'https://learn.microsoft.com/dynamics365/customer-insights/data/export-sftp',
  );
});

test("a type of one's own brings an address, which is kept where it is plain https", () => {
  expect(articleAddress('https://contoso.example/loyalty')).toBe('https://contoso.example/loyalty');
});

test.each([
  '',
  'loyalty',
  '../../etc/passwd',
  'http://contoso.example/',
  'javascript:alert(1)',
  'https://ana:secret@contoso.example/',
  'https://contoso.example/\u001b[2J',
  'https://contoso.example/\u202egnp.exe',
])('%j is no address', (article) => {
  expect(articleAddress(article)).toBeUndefined();
});
