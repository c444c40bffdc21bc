import { rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Cli } from '../support/cli.ts';
import { createKeptCli } from '../support/kept-cli.ts';

let cli: Cli;
let me: string;

beforeAll(async () => {
  cli = createKeptCli();
  await cli.ok(['environment', 'add', 'local', '--tenant', 'contoso.onmicrosoft.com']);
  me = (await cli.ok(['whoami', '-o', 'json'])).json().user;
  for (const [name, role] of [
    ['cara', 'contributor'],
    ['vic', 'viewer'],
  ] as const)
    await cli.ok(['user', 'add', name, '--role', role]);
  for (const [name, ...share] of [['Open', '--share', 'contributors'], ['Closed']] as string[][])
    await cli.ok(['connection', 'add', 'mailchimp', name as string, '--accept-terms', '2026-11', ...share]);
  await cli.ok(['export', 'add', 'On open', '--connection', 'open']);
  await cli.ok(['export', 'add', 'On closed', '--connection', 'closed']);
});
afterAll(() => cli.remove());

describe('whoami', () => {
  test('says who, as what, and where', async () => {
    const { stdout } = await cli.ok(['whoami']);
    expect(stdout).toBe(`user         ${me}\nrole         administrator\nenvironment  local\n`);
    expect((await cli.ok(['whoami', '-o', 'json'])).json()).toEqual({
      apiVersion: 'cinch/v1',
      kind: 'WhoAmI',
      user: me,
      role: 'administrator',
      environment: 'local',
    });
    expect((await cli.ok(['whoami', '-o', 'name'])).stdout).toBe(`${me}\n`);
  });

  test('D19 as another user it says both, and is for administrators only', async () => {
    const ran = await cli.ok(['whoami', '--as', 'vic', '-o', 'json']);
    expect(ran.json()).toMatchObject({ user: 'vic', role: 'viewer', onBehalf: me });
    expect((await cli.ok(['whoami', '--as', 'vic'])).stdout).toContain(`really       ${me}\n`);
    const nobody = await cli(['whoami', '--as', 'nobody']);
    expect(nobody.exit).toBe(6);
    expect(nobody.stderr).toContain('hint: cinch user list\n');
  });

  test('what mends a failure names the environment that it was about', async () => {
    const asked = await cli(['connection', 'show', 'nope', '-e', 'local']);
    expect(asked.stderr).toContain('hint: cinch connection list --environment local\n');
    const nobody = await cli(['whoami', '--as', 'nobody', '-e', 'local']);
    expect(nobody.stderr).toContain('hint: cinch user list --environment local\n');
    const unknown = await cli(['whoami', '-e', 'nowhere']);
    expect(unknown.stderr).not.toContain('--environment nowhere');
  });

  test('without an environment it says how to make one', async () => {
    const empty = createKeptCli();
    const ran = await empty(['whoami']);
    expect(ran.exit).toBe(6);
    expect(ran.stderr).toBe('error: there is no environment yet\nhint: cinch environment add NAME\n');
    empty.remove();
  });
});

describe('can', () => {
  test('ends with 0 and yes, or with 5 and the reason', async () => {
    const yes = await cli.ok(['can', 'connection.edit', 'closed']);
    expect(yes.stdout).toBe('yes  connection.edit closed: administrator may\n');
    const no = await cli(['can', 'connection.edit', 'closed', '--as', 'cara', '-o', 'json']);
    expect(no.exit).toBe(5);
    expect(no.stderr).toBe('');
    expect(no.json()).toEqual({
      apiVersion: 'cinch/v1',
      kind: 'Can',
      allowed: false,
      action: 'connection.edit',
      name: 'closed',
      why: 'needs an administrator; your role is contributor',
    });
  });

  test('R13 judges the export itself for a contributor', async () => {
    expect((await cli(['can', 'export.edit', 'on-open', '--as', 'cara'])).exit).toBe(0);
    const no = await cli(['can', 'export.edit', 'on-closed', '--as', 'cara']);
    expect(no.exit).toBe(5);
    expect(no.stdout).toBe('no  export.edit on-closed: its connection is not shared with you\n');
    expect((await cli(['can', 'export.add', 'open', '--as', 'cara'])).exit).toBe(0);
    expect((await cli(['can', 'export.add', 'closed', '--as', 'cara'])).exit).toBe(6);
    expect((await cli(['can', 'export.add', '--as', 'vic'])).exit).toBe(5);
  });

  test('takes the words as the command has them, and suggests the nearest of what there is', async () => {
    for (const typed of ['connection edit', 'connection-edit', 'Connection.Edit'])
      expect((await cli(['can', typed])).exit).toBe(0);
    const ran = await cli(['can', 'conection.edit', '-o', 'json']);
    expect(ran.exit).toBe(2);
    expect(ran.json()).toMatchObject({ code: 'usage.unknown_word' });
    expect(ran.json().detail).toContain('did you mean `connection.edit`?');
    expect((await cli(['can', 'user.edit', 'nobody'])).exit).toBe(6);
    expect((await cli(['can'])).exit).toBe(3);
  });
});

describe('doctor', () => {
  test('looks at everything, ends with 0, and gives the command for what waits', async () => {
    const { items, kind } = (await cli.ok(['doctor', '-o', 'json'])).json();
    expect(kind).toBe('Doctor');
    const of = (check: string) => items.find((it: { check: string }) => it.check === check);
    for (const check of [
      'runtime',
      'preferences',
      'environment',
      'structure',
      'records',
      'audit trail',
      'organisation',
    ])
      expect(of(check)).toMatchObject({ result: 'ok' });
    expect(of('sign-in')).toMatchObject({
      result: 'note',
      detail: '2 without a sign-in: closed, open',
      fix: 'cinch connection list --status awaiting-sign-in',
    });
    expect((await cli.ok(['doctor'])).stdout).toMatch(/^CHECK\tRESULT\tDETAIL\tFIX\n/);
  });

  test('names what is damaged, changes nothing, and ends with 12', async () => {
    const broken = createKeptCli();
    await broken.ok(['environment', 'add', 'local']);
    const path = join(broken.home, 'environments', 'local.db');
    rmSync(`${path}-wal`, { force: true });
    writeFileSync(path, 'not a store at all', { mode: 0o600 });
    const ran = await broken(['doctor', '-o', 'json']);
    expect(ran.exit).toBe(12);
    const found = ran.json().items.find((it: { result: string }) => it.result === 'problem');
    expect(found).toMatchObject({ check: 'store', detail: expect.stringContaining(path) });
    expect(statSync(path).size).toBe('not a store at all'.length);
    broken.remove();
  });

  test('without an environment there is nothing wrong', async () => {
    const empty = createKeptCli();
    const ran = await empty.ok(['doctor']);
    expect(ran.stdout).toContain('environment\tnote\tthere is none yet\tcinch environment add NAME\n');
    empty.remove();
  });
});

test('version says what runs, and --version is its first part', async () => {
  const { version, node, platform } = (await cli.ok(['version', '-o', 'json'])).json();
  expect(node).toBe(process.versions.node);
  expect((await cli.ok(['version'])).stdout).toBe(`cinch ${version} (Node ${node}, ${platform})\n`);
  expect((await cli.ok(['--version'])).stdout).toBe(`${version}\n`);
});

test('--verbose says on stderr what was asked and how long it took, and leaves a machine alone', async () => {
  const table = await cli.ok(['export', 'list', '-v']);
  expect(table.stderr).toMatch(/^done {2}export\.list {2}\d+ ms\n$/);
  expect(table.stdout).toBe((await cli.ok(['export', 'list'])).stdout);
  expect((await cli(['export', 'show', 'nobody', '-v'])).stderr).toMatch(/^refused {2}export\.show {2}\d+ ms\nerror: /);
  expect((await cli.ok(['export', 'list', '-v', '-o', 'json'])).stderr).toBe('');
});
