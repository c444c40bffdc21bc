import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from '@jest/globals';

/**
 * Compares a text with the one kept in `test/golden/NAME.txt`. With `GOLDEN=write` it is kept instead,
 * to be read in the diff before it is committed; a file that is missing fails otherwise.
 */
export function expectGolden(name: string, text: string): void {
  const path = fileURLToPath(new URL(`../golden/${name}.txt`, import.meta.url));
  if (process.env.GOLDEN === 'write') {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
    return;
  }
  if (!existsSync(path)) throw new Error(`there is no ${path}; write it with GOLDEN=write`);
  expect(text).toBe(readFileSync(path, 'utf8'));
}
