import { expect, test } from '@jest/globals';
import { text } from '../../../src/views/connection-type.ts';
import { types } from '../../catalog/every.ts';
import { shownType } from './shown-type.ts';

test('the page of every type fits 80 columns and names every field', () => {
  for (const type of types) {
    const page = text(shownType(type));
    for (const line of page.split('\n').filter((it) => !it.startsWith('  https://')))
      expect(line.length).toBeLessThanOrEqual(80);
    for (const key of [...Object.keys(type.fields), ...Object.keys(type.usage)]) expect(page).toContain(`\n  ${key} (`);
  }
});
