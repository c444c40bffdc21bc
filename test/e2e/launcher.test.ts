import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from '@jest/globals';
import { execa } from 'execa';

const root = fileURLToPath(new URL('../../', import.meta.url));
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
// Makes this very Node answer as an old one, so that the test needs no second Node on the machine.
const asNode20 = ['--import', "data:text/javascript,Object.defineProperty(process.versions,'node',{value:'20.20.0'})"];
const folder = mkdtempSync(join(tmpdir(), 'cinch-launcher-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function launch(
  argv: readonly string[],
  options: { node?: readonly string[]; bin?: string; env?: Record<string, string> } = {},
) {
  const { node = [], bin = join(root, 'bin/cinch.js'), env = {} } = options;
  return execa(process.execPath, [...node, bin, ...argv], {
    reject: false,
    extendEnv: false,
    env: { PATH: process.env.PATH ?? '', HOME: folder, CINCH_HOME: folder, ...env },
  });
}

describe('the launcher', () => {
  test('prints the version of the package without the program', async () => {
    const { stdout, exitCode } = await launch(['--version']);

    expect(stdout).toBe(version);
    expect(exitCode).toBe(0);
  });

  test('started by an older Node, hands over to the one beside it and passes its answer and exit code', async () => {
    const { stdout } = await launch(['version', '-o', 'json'], { node: asNode20 });
    const refused = await launch(['connection', 'show', 'nothing'], { node: asNode20 });

    expect(JSON.parse(stdout).node).toMatch(/^24\./);
    expect(refused.exitCode).toBe(6);
  });

  test('started by an older Node with none beside it, says what is needed', async () => {
    mkdirSync(join(folder, 'alone'), { recursive: true });
    cpSync(join(root, 'bin'), join(folder, 'alone/bin'), { recursive: true });
    cpSync(join(root, 'package.json'), join(folder, 'alone/package.json'));

    const { stderr, exitCode } = await launch(['version'], { node: asNode20, bin: join(folder, 'alone/bin/cinch.js') });

    expect(stderr).toContain('cinch needs Node 24 or later');
    expect(exitCode).toBe(1);
  });

  test('says how to build when nothing is built', async () => {
    mkdirSync(join(folder, 'bare'), { recursive: true });
    cpSync(join(root, 'bin'), join(folder, 'bare/bin'), { recursive: true });
    cpSync(join(root, 'package.json'), join(folder, 'bare/package.json'));

    const { stderr, exitCode } = await launch(['version'], { bin: join(folder, 'bare/bin/cinch.js') });

    expect(stderr).toContain('npm ci');
    expect(exitCode).toBe(1);
  });

  test('works through a symbolic link, as npm installs it', async () => {
    symlinkSync(join(root, 'bin/cinch.js'), join(folder, 'linked'));

    const { stdout } = await launch(['version', '-o', 'json'], { bin: join(folder, 'linked') });

    expect(JSON.parse(stdout).version).toBe(version);
  });
});
