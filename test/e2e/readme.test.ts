import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from '@jest/globals';
import { execa } from 'execa';

const root = fileURLToPath(new URL('../../', import.meta.url));
const readme = join(root, 'README.md');
const home = mkdtempSync(join(tmpdir(), 'cinch-readme-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));

/** What differs from run to run and from machine to machine: moments, ids, and the account. */
function steady(text: string, account: string): string {
  return text
    .replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z/g, '2026-11-21T22:30:00Z')
    .replace(/[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/g, '01a2006f-13e7-7000-a34f-9d1a9b2d944b')
    .replaceAll(` by ${account}`, ' by ana')
    .replaceAll(`\t${account}\t`, '\tana\t')
    .trimEnd();
}

describe('the README', () => {
  test('every command in it prints what it shows, in a shell, from a fresh home', async () => {
    mkdirSync(join(home, 'bin'));
    symlinkSync(join(root, 'bin/cinch.js'), join(home, 'bin/cinch'));
    symlinkSync(process.execPath, join(home, 'bin/node'));
    const env = {
      PATH: `${join(home, 'bin')}:${process.env.PATH}`,
      HOME: home,
      NODE_COMPILE_CACHE: join(tmpdir(), 'cinch-test-cache'),
    };
    const { stdout: account } = await execa('id', ['-un']);
    const text = readFileSync(readme, 'utf8');
    let exports = '';

    let written = text;
    for (const [block, body] of text.matchAll(/```console\n(.*?)```/gs) as Iterable<[string, string]>) {
      // A command is what follows the prompt, with the lines that a backslash joins to it.
      const commands = [...body.matchAll(/^\$ ((?:.*\\\n)*.*)$/gm)].map(([, command]) => command as string);
      let shown = '';
      for (const command of commands) {
        if (command.startsWith('export ')) exports += `${command}\n`;
        const { all } = await execa('sh', ['-c', `${exports}${command}`], {
          env,
          extendEnv: false,
          all: true,
          reject: false,
          stdin: 'ignore',
          cwd: home,
        });
        const output = steady(all, account);
        shown += `$ ${command}\n${output === '' ? '' : `${output}\n`}`;
      }
      written = written.replace(block, () => `\`\`\`console\n${shown}\`\`\``);
    }
    if (process.env.GOLDEN === 'write') writeFileSync(readme, written);

    expect(written).toBe(process.env.GOLDEN === 'write' ? written : text);
  }, 120_000);

  test('every screen in it is one that a test saw in a terminal', () => {
    const folder = join(root, 'test/golden/screens');
    const seen = readdirSync(folder).map((file) => readFileSync(join(folder, file), 'utf8'));
    const shown = [...readFileSync(readme, 'utf8').matchAll(/```text\n(.*?)```/gs)].map(([, screen]) => screen);

    expect(shown.length).toBeGreaterThan(0);
    expect(shown.filter((screen) => !seen.includes(screen as string))).toEqual([]);
  });
});
