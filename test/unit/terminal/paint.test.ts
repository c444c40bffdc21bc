import { describe, expect, test } from '@jest/globals';
import { createPaint } from '../../../src/terminal/paint.ts';

test('without colours nothing is marked', async () => {
  const paint = await createPaint(0);
  expect(paint.bad('error:') + paint.strong('x') + paint.name('y')).toBe('error:xy');
});

test('with colours done is green, failed red, a warning yellow and a name cyan', async () => {
  const paint = await createPaint(1);
  expect([paint.good('a'), paint.bad('a'), paint.warn('a'), paint.name('a')]).toEqual([
    '\u001b[32ma\u001b[39m',
    '\u001b[31ma\u001b[39m',
    '\u001b[33ma\u001b[39m',
    '\u001b[36ma\u001b[39m',
  ]);
});

test("at every level only the terminal's own colours are used, none of them bright, so that they read on light and dark", async () => {
  for (const level of [1, 2, 3] as const) {
    const paint = await createPaint(level);
    const all = [paint.good, paint.bad, paint.warn, paint.name, paint.dim, paint.strong]
      .map((mark) => mark('x'))
      .join('');
    const codes = [...all.matchAll(/\[([\d;]+)m/g)].map((match) => match[1]);
    expect([...new Set(codes)].sort()).toEqual(['1', '2', '22', '31', '32', '33', '36', '39']);
  }
});

describe('a link', () => {
  const address = 'https://learn.microsoft.com/dynamics365/customer-insights/data/export-sftp';

  test('is a text that opens an address where the terminal can, and the text alone elsewhere', async () => {
    expect((await createPaint(0, true)).link('SFTP', address)).toBe(
      `\u001b]8;;${address}\u001b\\SFTP\u001b]8;;\u001b\\`,
    );
    expect((await createPaint(1)).link('SFTP', address)).toBe('SFTP');
  });

  test.each([
    'http://learn.microsoft.com/',
    'javascript:alert(1)',
    'file:///etc/passwd',
    'https://user:secret@contoso.example/',
    'https://contoso.example/\u001b]8;;https://evil.example',
    'https://contoso.example/a b',
    'https://contoso.example/;',
    'https://',
  ])('to %j is none', async (url) => {
    expect((await createPaint(0, true)).link('SFTP', url)).toBe('SFTP');
  });
});
