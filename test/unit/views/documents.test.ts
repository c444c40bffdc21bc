import { describe, expect, test } from '@jest/globals';
import { sftp } from '../../../src/catalog/exports/sftp.ts';
import * as connection from '../../../src/views/connection.ts';
import * as connectionDependents from '../../../src/views/connection-dependents.ts';
import * as connectionType from '../../../src/views/connection-type.ts';
import { ascii, type Paint, plain } from '../../../src/views/paint.ts';
import { expectGolden } from '../../support/golden.ts';
import { obeyed } from './any-name.ts';
import { pages } from './pages.ts';
import { dependents, detail, items } from './samples.ts';
import { shownType } from './shown-type.ts';

const marked: Paint = {
  good: (text) => `<good>${text}</good>`,
  bad: (text) => `<bad>${text}</bad>`,
  warn: (text) => `<warn>${text}</warn>`,
  name: (text) => `<name>${text}</name>`,
  dim: (text) => `<dim>${text}</dim>`,
  strong: (text) => `<strong>${text}</strong>`,
  link: (text, url) => `<link ${url}>${text}</link>`,
  links: false,
  symbols: plain.symbols,
};

describe.each(Object.keys(pages))('%s', (name) => {
  const page = pages[name] as (paint?: Paint, columns?: number) => string;

  test('reads as it did, and the same with its parts marked', () => {
    expectGolden(`pages/${name}`, page());
    const unmarked = page(marked).replace(/<\/?(?:good|bad|warn|name|dim|strong|link)(?: [^>]*)?>/g, '');
    expect(unmarked).toBe(page());
  });

  test('breaks at 40 columns between words, and never a name or an address', () => {
    // A graph is for another program, and breaks nowhere.
    if (/-(?:mermaid|dot)$/.test(name)) return;
    const narrow = page(undefined, 40);
    expectGolden(`pages/40/${name}`, narrow);
    for (const line of narrow.split('\n').filter((it) => it.length > 40)) {
      // A name or an address is typed or opened as it stands, so it is never broken.
      const longest = Math.max(...line.split(' ').map((word) => word.length));
      expect([line, longest > 25 && line.length - longest <= 20]).toEqual([line, true]);
    }
  });

  test('ends in one line break and in no spaces', () => {
    expect(page()).toMatch(/\S\n$/);
    expect(page()).not.toMatch(/[ ]\n/);
    expect(page()).not.toMatch(obeyed);
  });
});

test('every secret of a page says where it is, never what it is', () => {
  expect(connection.text(detail)).toMatch(/passphrase {2}stored, changed 2026-11-02T08:00:00Z/);
  expect(connection.text({ ...detail, ...items[2] })).toContain('administrators and contributors');
});

test('the tree is drawn in ASCII where the terminal shows no other', () => {
  const tree = connectionDependents.text(dependents, { ...plain, symbols: ascii });
  expectGolden('pages/connection-dependents-ascii', tree);
  expect(tree).not.toMatch(/[├└│]/);
});

test('the article of a type opens where the terminal can, under its short name where the address has no room', () => {
  const paint = { ...plain, links: true, link: (text: string, url: string) => `<${text}|${url}>` };
  const address = 'https://learn.microsoft.com/dynamics365/customer-insights/data/export-sftp';
  expect(connectionType.text(shownType(sftp), paint)).toContain(`documented in  <export-sftp|${address}>\n`);
  expect(connectionType.text(shownType(sftp))).toContain(`documented in\n  ${address}\n`);
  expect(connectionType.text({ ...shownType(sftp), article: 'javascript:alert(1)' }, paint)).toContain(
    'documented in  javascript:alert(1)\n',
  );
});
