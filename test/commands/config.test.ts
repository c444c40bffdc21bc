import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Cli } from '../support/cli.ts';
import { createKeptCli } from '../support/kept-cli.ts';

let cli: Cli;
const file = () => join(cli.home, 'preferences.json');
const held = async (key: string, ...argv: string[]) =>
  (await cli.ok(['config', 'explain', key, '-o', 'json', ...argv])).json().items[0];

beforeEach(() => {
  cli = createKeptCli();
});
afterEach(() => cli.remove());

describe('config set and get', () => {
  test('sets a preference, answers with what holds now, and get prints the value alone', async () => {
    const ran = await cli.ok(['config', 'set', 'output', 'csv']);
    expect(ran.stdout).toBe('KEY\tVALUE\tFROM\tOVERRIDES\noutput\tcsv\tpreference output\t\n');
    expect((await cli.ok(['config', 'get', 'output'])).stdout).toBe('csv\n');
    expect(JSON.parse(readFileSync(file(), 'utf8'))).toEqual({ output: 'csv' });
    expect(statSync(file()).mode & 0o777).toBe(0o600);
    expect((await cli.ok(['config', 'get', 'output', '-o', 'json'])).json()).toMatchObject({
      kind: 'Text',
      key: 'output',
      value: 'json',
      origin: '--output',
    });
  });

  test('a preference that was not set prints nothing', async () => {
    expect((await cli.ok(['config', 'get', 'environment'])).stdout).toBe('');
    expect((await cli(['config', 'get', 'enviroment'])).exit).toBe(2);
  });

  test('--unset forgets it', async () => {
    await cli.ok(['config', 'set', 'accessible', 'true']);
    expect((await held('accessible')).value).toBe('true');
    await cli.ok(['config', 'set', 'accessible', '--unset']);
    expect(await held('accessible')).toMatchObject({ value: null, origin: 'default' });
  });

  test('what is not complete or not known is refused with the way out, and nothing is written', async () => {
    const none = await cli(['config', 'set', 'output', '-o', 'json']);
    expect(none.exit).toBe(3);
    expect(none.json()).toMatchObject({
      missing: [{ input: 'value', flag: 'VALUE' }],
      fix: ['cinch config set output --unset', 'cinch config set --help'],
    });
    expect((await cli(['config', 'set', 'output', 'json', '--unset'])).exit).toBe(2);
    const value = await cli(['config', 'set', 'output', 'jsn']);
    expect(value.exit).toBe(2);
    expect(value.stderr).toContain('did you mean `json`?');
    expect((await cli(['config', 'set', 'accessible', 'maybe'])).exit).toBe(2);
    const key = await cli(['config', 'set', 'outptu', 'json']);
    expect(key.exit).toBe(2);
    expect(key.stderr).toContain('did you mean `output`?\nhint: cinch config explain output\n');
    expect((await cli(['config', 'set', 'environment', 'nowhere'])).exit).toBe(6);
    expect(existsSync(file())).toBe(false);
  });

  test('a dry run writes nothing and says so', async () => {
    const ran = await cli.ok(['config', 'set', 'output', 'json', '--dry-run']);
    expect(ran.stderr).toBe('dry run: nothing has changed\n');
    expect(existsSync(file())).toBe(false);
  });

  test('the environment is set as `environment use` does', async () => {
    await cli.ok(['environment', 'add', 'one']);
    await cli.ok(['environment', 'add', 'two']);
    await cli.ok(['config', 'set', 'environment', 'two']);
    expect((await cli.ok(['whoami', '-o', 'json'])).json().environment).toBe('two');
  });
});

describe('config list and explain', () => {
  test('a flag goes before a variable, and a variable before a preference', async () => {
    await cli.ok(['config', 'set', 'output', 'csv']);
    const env = { CINCH_OUTPUT: 'tsv' };
    const { items, kind } = (await cli.ok(['config', 'explain', '-o', 'json'], { env })).json();
    expect(kind).toBe('ConfigList');
    expect(items.map((it: { key: string }) => it.key)).toEqual(['environment', 'output', 'accessible']);
    expect(items[1]).toEqual({
      key: 'output',
      value: 'json',
      origin: '--output',
      overrides: ['CINCH_OUTPUT (tsv)', 'preference output (csv)'],
    });
    const text = (await cli.ok(['config', 'explain', 'output'], { env })).stdout;
    expect(text).toBe('KEY\tVALUE\tFROM\tOVERRIDES\noutput\ttsv\tCINCH_OUTPUT\tpreference output (csv)\n');
    expect((await cli(['config', 'explain', 'colour'])).exit).toBe(2);
  });

  test('list shows every preference', async () => {
    const { stdout } = await cli.ok(['config', 'list']);
    expect(stdout.split('\n').map((line) => line.split('\t')[0])).toEqual([
      'KEY',
      'environment',
      'output',
      'accessible',
      '',
    ]);
  });
});

describe('a broken preferences file', () => {
  test.each([
    ['{"output": ', 'is not JSON'],
    ['[]', 'is not a JSON object'],
    ['{"output": "xml"}', 'says output "xml", which is none of table,'],
  ])('%s is named with the way out, never overwritten, and nothing else is done', async (content, says) => {
    writeFileSync(file(), content);
    for (const argv of [['version'], ['connection', 'list'], ['config', 'set', 'accessible', 'true']]) {
      const ran = await cli(argv);
      expect(ran.exit).toBe(2);
      expect(ran.stderr).toContain(`\`${file()}\` ${says}`);
      expect(ran.stderr).toContain(`hint: mv ${file()} ${file()}.broken\n`);
    }
    expect(readFileSync(file(), 'utf8')).toBe(content);
    expect(existsSync(join(cli.home, 'environments'))).toBe(false);
  });

  test('a program is told in JSON, and a line that says all it needs runs', async () => {
    writeFileSync(file(), 'nonsense');
    const told = await cli(['whoami', '-o', 'json']);
    expect(told.exit).toBe(2);
    expect(told.json()).toMatchObject({ code: 'preferences.broken', exit: 2 });
    const doctor = await cli(['doctor', '-o', 'json']);
    expect(doctor.exit).toBe(12);
    expect(doctor.json().items).toContainEqual(expect.objectContaining({ check: 'preferences', result: 'problem' }));
    expect((await cli(['environment', 'list', '-e', 'local', '-o', 'json'])).exit).toBe(0);
  });
});

test('a format that cannot be had is refused before anything is done', async () => {
  const add = ['connection', 'add', 'mailchimp', 'Letter', '--accept-terms', '2026-11'];
  const ran = await cli(add, { env: { CINCH_OUTPUT: 'xml' } });
  expect(ran.exit).toBe(2);
  expect(ran.stderr).toContain('`CINCH_OUTPUT` takes table, wide, json');
  expect((await cli(['connection', 'show', 'letter'])).exit).toBe(6);
});
