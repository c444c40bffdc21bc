import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { execa } from 'execa';
import { expectGolden } from '../support/golden.ts';
import { type Prepared, prepared } from '../support/prepared.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const preload = new URL('./children/loads.ts', import.meta.url).href;
const heavy = /commander|inquirer|chalk|cli-table3|\bconf\b|yaml|ajv|execa|jmespath|keyring|azure|msal/;

let cli: Prepared;
beforeAll(async () => {
  cli = await prepared([{ change: 'connection.add', type: 'mailchimp', displayName: 'Newsletter', terms: '2026-11' }]);
});
afterAll(() => cli.remove());

/** The files of the program and the modules of Node that a run loads. */
async function loadedBy(argv: readonly string[]): Promise<readonly string[]> {
  const out = join(cli.home, 'loads.json');
  const { exitCode, stderr } = await execa(
    process.execPath,
    ['--import', preload, join(root, 'bin/cinch.js'), ...argv],
    {
      extendEnv: false,
      env: {
        PATH: process.env.PATH ?? '',
        HOME: cli.home,
        CINCH_HOME: cli.home,
        NODE_DISABLE_COMPILE_CACHE: '1',
        LOADS: out,
      },
      reject: false,
      // As a scheduler starts it: what asks whether this is a terminal has more to load than for a pipe.
      stdin: 'ignore',
    },
  );
  expect([argv, exitCode, stderr]).toEqual([argv, 0, '']);
  const { files, builtins } = JSON.parse(readFileSync(out, 'utf8')) as Record<'files' | 'builtins', string[]>;
  const ours = files.filter((url) => url.startsWith('file:')).map((url) => fileURLToPath(url).slice(root.length));
  return [
    ...ours.map((file) => file.replace(/chunk-[A-Z0-9]+/, 'chunk')).sort(),
    ...builtins.map((name) => `node:${name}`).sort(),
  ];
}

describe('a start loads what it uses', () => {
  test.each<readonly [name: string, ...argv: string[]]>([
    ['complete-words', '__complete', 'connection', ''],
    ['complete-names', '__complete', 'connection', 'show', ''],
    ['complete-type', '__complete', 'connection', 'add', 'sftp', '--'],
    ['help', '--help'],
    ['connection-list', 'connection', 'list'],
  ])('%s', async (name, ...argv) => {
    const loaded = await loadedBy(argv);

    expectGolden(`loaded/${name}`, `${loaded.join('\n')}\n`);
    expect(loaded.filter((it) => heavy.test(it))).toEqual([]);
  });

  test('and no file of these holds a package that is loaded elsewhere when it is needed', () => {
    const { outputs } = JSON.parse(readFileSync(join(root, 'dist/meta.json'), 'utf8')) as {
      outputs: Record<string, { inputs: Record<string, object> }>;
    };
    for (const file of ['main', 'list', 'help', 'complete', 'types']) {
      const inputs = Object.keys(outputs[`dist/${file}.js`]?.inputs ?? {});
      expect(inputs.length).toBeGreaterThan(0);
      expect([file, inputs.filter((input) => heavy.test(input) && input.includes('node_modules'))]).toEqual([file, []]);
    }
  });
});
