import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';

const readme = fileURLToPath(new URL('../../README.md', import.meta.url));
const screen = (name: string) => readFileSync(fileURLToPath(new URL(`screens/${name}.txt`, import.meta.url)), 'utf8');

test('the README shows screens of a terminal as they are, each after the command that begins it', () => {
  const text = readFileSync(readme, 'utf8');
  const shown: string[] = [];

  const written = text.replace(/```text ([\w-]+)\n(\$ cinch .*\n)[^]*?```/g, (_, name: string, command: string) => {
    shown.push(name);
    return `\`\`\`text ${name}\n${command}${screen(name)}\`\`\``;
  });
  const writes = process.env.GOLDEN === 'write';
  if (writes) writeFileSync(readme, written);

  expect(shown.length).toBeGreaterThan(0);
  expect(writes ? written : text).toBe(written);
});
