import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Cli } from '../support/cli.ts';
import { createKeptCli } from '../support/kept-cli.ts';

let cli: Cli;
const env = { TOKEN: 'hunter2' };
const shown = async (name: string, ...more: string[]) =>
  (await cli.ok(['enrichment', 'show', name, '-o', 'json', ...more])).json();
const names = async (...argv: string[]) =>
  (await cli.ok(['enrichment', 'list', '-o', 'name', ...argv])).stdout.split('\n').filter((name) => name !== '');

beforeAll(async () => {
  cli = createKeptCli();
  for (const name of ['Company data', 'Other data'])
    await cli.ok(['connection', 'add', 'leadspace', name, '--secret', 'token=env:TOKEN', '--accept-terms', '2026-11'], {
      env,
    });
  for (const [name, role] of [
    ['cara', 'contributor'],
    ['vic', 'viewer'],
  ] as const)
    await cli.ok(['user', 'add', name, '--role', role]);
  const add = ['enrichment', 'add', 'Companies', '--connection', 'company-data'];
  await cli.ok([...add, '--output-table', 'Enriched', '--customers', 'all', '--contacts']);
  await cli.ok(['enrichment', 'add', 'Segments', '--connection', 'Company data', '--schedule', 'every 6 hours']);
});
afterAll(() => cli.remove());

describe('enrichment add, show and edit', () => {
  test('R21 several use one connection, each with what it is told so far', async () => {
    const ran = await cli.ok(['enrichment', 'add', 'Third', '--connection', 'company-data', '--dry-run']);
    expect(ran.stdout).toContain('would create  enrichment third');
    expect(await shown('companies')).toMatchObject({
      kind: 'Enrichment',
      status: 'active',
      connection: 'company-data',
      settings: { outputTable: 'Enriched', customers: 'all', contacts: true },
      lacks: ['companyNameField'],
    });
    expect(await names('--connection', 'company-data')).toEqual(['companies', 'segments']);
    expect((await cli.ok(['enrichment', 'show', 'segments'])).stdout).toMatch(/schedule +every 6 hours\n/);
  });

  test('a switch of its type stands before the name as well, and is turned off by its value', async () => {
    await cli.ok(['enrichment', 'add', '--contacts=true', 'Switched', '--connection', 'other-data']);
    const ran = await cli.ok(['enrichment', 'edit', '--contacts=false', 'switched']);
    expect(ran.stdout).toContain('updated  enrichment switched  (contacts; revision 2)');
    expect((await shown('switched')).settings.contacts).toBe(false);
  });

  test('a dry run of every change leaves it as it is', async () => {
    const before = await shown('companies');
    for (const argv of [
      ['edit', 'companies', '--customers', 'New'],
      ['connect', 'companies', '--connection', 'other-data'],
      ['deactivate', 'companies'],
      ['remove', 'companies'],
    ]) {
      const { stdout } = await cli.ok(['enrichment', ...argv, '--dry-run']);
      expect(stdout).toMatch(/^would /);
      expect(stdout).toContain('dry run: nothing has changed\n');
    }
    expect(await shown('companies')).toEqual(before);
  });

  test('a value that its field does not take is refused with the rule', async () => {
    const ran = await cli(['enrichment', 'edit', 'companies', '--output-table', '1st table', '-o', 'json']);
    expect(ran.exit).toBe(2);
    expect(ran.json().issues[0]).toMatchObject({ path: 'outputTable', flag: '--output-table TEXT' });
    const addresses = await cli(['enrichment', 'edit', 'companies', '--addresses', 'primry']);
    expect(addresses.stderr).toContain('did you mean `primary`?');
  });
});

describe('enrichment deactivate, activate and connect', () => {
  test('R22 D8 deactivating stops it and keeps its settings and its connection; activating starts it again', async () => {
    await cli.ok(['enrichment', 'add', 'Cycle', '--connection', 'other-data', '--customers', 'all']);
    expect((await cli.ok(['enrichment', 'deactivate', 'cycle'])).stdout).toMatch(/^deactivated {2}enrichment cycle/);
    expect(await shown('cycle')).toMatchObject({
      status: 'inactive',
      connection: 'other-data',
      settings: { customers: 'all' },
    });
    expect((await cli.ok(['enrichment', 'detach', 'cycle'])).stdout).toMatch(/^unchanged/);
    expect((await cli.ok(['enrichment', 'activate', 'cycle'])).stdout).toMatch(/^activated {2}enrichment cycle/);
    expect((await shown('cycle')).status).toBe('active');
  });

  test('R22 activating needs a connection, and the refusal says how to give one; connecting starts it', async () => {
    await cli.ok(['enrichment', 'add', 'Loose', '--type', 'leadspace']);
    const ran = await cli(['enrichment', 'activate', 'loose']);
    expect(ran.exit).toBe(8);
    expect(ran.stderr).toContain('hint: cinch enrichment connect loose --connection NAME\n');
    const connected = await cli.ok(['enrichment', 'connect', 'loose', '--connection', 'other-data']);
    expect(connected.stdout).toMatch(/^connected {2}enrichment loose/);
    expect(await shown('loose')).toMatchObject({ status: 'active', connection: 'other-data' });
  });

  test('several names, or everything on a connection, all or none', async () => {
    const half = await cli(['enrichment', 'deactivate', 'companies', 'nobody']);
    expect(half.exit).toBe(6);
    expect((await shown('companies')).status).toBe('active');
    const ran = await cli.ok(['enrichment', 'deactivate', '--connection', 'company-data', '-o', 'json']);
    expect(ran.json().changes.map((it: { name: string }) => it.name)).toEqual(['companies', 'segments']);
    expect(await names('--status', 'inactive')).toEqual(['companies', 'segments']);
    await cli.ok(['enrichment', 'activate', 'companies', 'segments']);
    expect(await names('--status', 'inactive')).toEqual([]);
    expect((await cli(['enrichment', 'deactivate'])).exit).toBe(3);
    expect((await cli(['enrichment', 'connect'])).exit).toBe(3);
    expect((await cli(['enrichment', 'activate'])).exit).toBe(3);
  });

  test('removing asks, -y answers', async () => {
    for (const name of ['Old', 'Older']) await cli.ok(['enrichment', 'add', name, '--type', 'leadspace']);
    const ran = await cli(['enrichment', 'remove', 'old', 'older']);
    expect(ran.exit).toBe(3);
    expect(ran.stderr).toContain('this removes 2 enrichments: old, older; confirm it with `--yes`');
    expect((await cli.ok(['enrichment', 'remove', 'old', 'older', '-y'])).stdout).toContain('2 removed\n');
  });
});

describe('roles', () => {
  test('R14 R23 R33 a contributor adds, edits, stops and removes every enrichment', async () => {
    await cli.ok(['enrichment', 'add', 'Of cara', '--connection', 'company-data', '--as', 'cara']);
    for (const argv of [
      ['edit', 'companies', '--customers', 'New'],
      ['deactivate', '--connection', 'company-data'],
      ['activate', 'companies', 'segments'],
      ['connect', 'of-cara', '--connection', 'other-data'],
      ['remove', 'of-cara', '-y'],
    ])
      await cli.ok(['enrichment', ...argv, '--as', 'cara']);
  });

  test('R34 a viewer sees them and changes none', async () => {
    expect(await names('--as', 'vic')).toEqual(await names());
    expect((await shown('companies', '--as', 'vic')).permission).toBe('view');
    for (const argv of [
      ['add', 'X', '--connection', 'company-data'],
      ['edit', 'nobody', '--schedule', 'off'],
      ['activate', 'nobody'],
      ['deactivate', '--connection', 'nothing'],
      ['remove', 'companies', '-y'],
    ])
      expect((await cli(['enrichment', ...argv, '--as', 'vic'])).exit).toBe(5);
  });
});

test('a limit on the number of enrichments of a type is warned of', async () => {
  for (const name of await names('--connection', 'other-data')) await cli.ok(['enrichment', 'remove', name, '-y']);
  for (let n = (await names()).length; n < 10; n += 1)
    await cli.ok(['enrichment', 'add', `Number ${n}`, '--connection', 'company-data']);
  const ran = await cli.ok(['enrichment', 'add', 'One too many', '--connection', 'company-data']);
  expect(ran.stderr).toContain('warning: 11 enrichments are over the maximum of 10 that Leadspace states');
});
