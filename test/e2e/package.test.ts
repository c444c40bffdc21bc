import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { execa } from 'execa';

const root = fileURLToPath(new URL('../../', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'cinch-package-'));
const env = {
  PATH: process.env.PATH ?? '',
  HOME: folder,
  CINCH_HOME: join(folder, 'home'),
  CINCH_KEY_FILE: join(folder, 'key'),
};
let tarball = '';

// What is packed is what `npm ci` built; packing must not build again, or the other suites would lose it under them.
beforeAll(async () => {
  const { stdout } = await execa('npm', ['pack', '--ignore-scripts', '--json', '--pack-destination', folder], {
    cwd: root,
  });
  tarball = join(folder, JSON.parse(stdout.slice(stdout.indexOf('[')))[0].filename);
  mkdirSync(join(folder, 'user'));
  await execa('npm', ['install', '--offline', '--omit=optional', '--no-audit', '--no-fund', tarball], {
    cwd: join(folder, 'user'),
    env: { npm_config_cache: join(folder, 'cache') },
  });
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('a packed install', () => {
  test('is small, and nothing that the bundle contains is installed a second time', () => {
    const { dependencies = {} } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

    expect(dependencies).toEqual({});
    expect(readdirSync(join(folder, 'user/node_modules')).filter((name) => !name.startsWith('.'))).toEqual(['cinch']);
    expect(statSync(tarball).size).toBeLessThan(2_000_000);
  });

  test('runs without the project around it', async () => {
    const bin = join(folder, 'user/node_modules/cinch/bin/cinch.js');
    const run = (...argv: string[]) => execa(process.execPath, [bin, ...argv], { env, extendEnv: false });

    await execa(
      process.execPath,
      [bin, 'connection', 'add', 'leadspace', 'Company data', '--secret', 'token=stdin', '--accept-terms', '2026-11'],
      {
        env,
        extendEnv: false,
        input: 'canary-token\n',
      },
    );
    const { stdout } = await run('connection', 'list', '-o', 'name');

    expect(stdout).toBe('company-data');
  });

  test('holds no source, no test and no map', async () => {
    const { stdout } = await execa('tar', ['-tzf', tarball]);

    expect(stdout.split('\n').filter((path) => /\.(ts|map)$|\/(src|test)\//.test(path))).toEqual([]);
  });
});
