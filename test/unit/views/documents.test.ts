import { describe, expect, test } from '@jest/globals';
import * as connection from '../../../src/views/connection.ts';
import type { Paint } from '../../../src/views/paint.ts';
import { expectGolden } from '../../support/golden.ts';
import { obeyed } from './any-name.ts';
import { pages } from './pages.ts';
import { detail, items } from './samples.ts';

const marked: Paint = {
  good: (text) => `<good>${text}</good>`,
  bad: (text) => `<bad>${text}</bad>`,
  warn: (text) => `<warn>${text}</warn>`,
  name: (text) => `<name>${text}</name>`,
  dim: (text) => `<dim>${text}</dim>`,
  strong: (text) => `<strong>${text}</strong>`,
};

describe.each(Object.keys(pages))('%s', (name) => {
  const page = pages[name] as (paint?: Paint) => string;

  test('reads as it did, and the same with its parts marked', () => {
    expectGolden(`pages/${name}`, page());
    const unmarked = page(marked).replace(/<\/?(?:good|bad|warn|name|dim|strong)>/g, '');
    expect(unmarked).toBe(page());
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
