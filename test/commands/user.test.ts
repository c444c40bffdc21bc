import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Cli } from '../support/cli.ts';
import { createKeptCli } from '../support/kept-cli.ts';

let cli: Cli;
let me: string;
const users = async (...argv: string[]) => (await cli.ok(['user', 'list', '-o', 'json', ...argv])).json().items;

beforeAll(async () => {
  cli = createKeptCli();
  await cli.ok(['environment', 'add', 'local']);
  me = (await cli.ok(['whoami', '-o', 'json'])).json().user;
  await cli.ok(['user', 'add', 'ana@contoso.example', '--role', 'contributor', '--display-name', 'Ana']);
});
afterAll(() => cli.remove());

describe('user add', () => {
  test('D11 whoever makes the environment is its first administrator', async () => {
    expect(await users('--role', 'administrator')).toMatchObject([{ name: me, createdBy: me }]);
  });

  test('adds one with a role, under the name they sign in with', async () => {
    const ran = await cli.ok(['user', 'add', 'eva@contoso.example', '--role', 'contributor', '--display-name', 'Eva']);
    expect(ran.stdout).toBe('created  user eva@contoso.example  (revision 1)\n');
    expect(await users('--search', 'eva')).toMatchObject([
      { name: 'eva@contoso.example', displayName: 'Eva', role: 'contributor', createdBy: me },
    ]);
    await cli.ok(['user', 'remove', 'Eva', '-y']);
  });

  test('lists the roles where none was given, and refuses another word', async () => {
    const ran = await cli(['user', 'add', '-o', 'json']);
    expect(ran.exit).toBe(3);
    expect(ran.json().missing).toMatchObject([
      { input: 'name', flag: 'NAME' },
      { input: 'role', flag: '--role administrator|contributor|viewer|auditor|runner' },
    ]);
    const wrong = await cli(['user', 'add', 'bob', '--role', 'contributer']);
    expect(wrong.exit).toBe(2);
    expect(wrong.stderr).toContain('did you mean `contributor`?');
    expect((await cli(['user', 'add', 'b o b', '--role', 'viewer'])).exit).toBe(2);
  });

  test('a name differs by more than its case', async () => {
    const ran = await cli(['user', 'add', 'ANA@contoso.example', '--role', 'viewer']);
    expect(ran.exit).toBe(7);
    expect(ran.stderr).toContain('another user has the name `ANA@contoso.example`');
    expect(ran.stderr).toContain('hint: cinch user list\n');
    const skip = ['user', 'add', 'ana@contoso.example', '--role', 'viewer', '--if-exists'];
    expect((await cli.ok([...skip, 'skip'])).stdout).toMatch(/^unchanged/);
    expect((await cli.ok([...skip, 'update'])).stdout).toMatch(/^updated/);
    expect((await users('--search', 'ana'))[0].role).toBe('viewer');
  });

  test('a dry run adds nobody', async () => {
    expect((await cli.ok(['user', 'add', 'ghost', '--role', 'viewer', '--dry-run'])).stdout).toContain('would create');
    expect(await users('--search', 'ghost')).toEqual([]);
  });
});

describe('user edit and remove', () => {
  beforeAll(async () => {
    await cli.ok(['user', 'add', 'bob', '--role', 'contributor', '--display-name', 'Bob Builder']);
  });

  test('a changed role counts at once', async () => {
    expect((await cli(['user', 'list', '--as', 'bob'])).exit).toBe(5);
    const ran = await cli.ok(['user', 'edit', 'bob', '--role', 'auditor']);
    expect(ran.stdout).toBe('updated  user bob  (role; revision 2)\n');
    expect((await cli(['user', 'list', '--as', 'bob'])).exit).toBe(0);
    expect((await cli.ok(['user', 'edit', 'bob', '--role', 'auditor'])).stdout).toBe(
      'unchanged  user bob  (revision 2)\n',
    );
    expect((await cli(['user', 'edit', 'bob'])).exit).toBe(2);
  });

  test('D10 the last administrator is neither demoted nor removed', async () => {
    for (const argv of [
      ['edit', me, '--role', 'viewer'],
      ['remove', me, '-y'],
      ['remove', me, '-y', '--dry-run'],
    ]) {
      const ran = await cli(['user', ...argv]);
      expect(ran.exit).toBe(8);
      expect(ran.stderr).toContain(`\`${me}\` is the last administrator of this environment`);
      expect(ran.stderr).toContain('hint: cinch user add NAME --role administrator\n');
    }
    expect((await cli.ok(['whoami', '-o', 'json'])).json().role).toBe('administrator');
  });

  test('R26 removing asks, and --confirm takes the name whatever was typed (D3)', async () => {
    const ran = await cli(['user', 'remove', 'Bob Builder']);
    expect(ran.exit).toBe(3);
    expect(ran.stderr).toContain('this removes the user bob; confirm it with `--yes`');
    expect(ran.stderr).toContain('hint: cinch user remove bob --yes\n');
    expect((await cli(['user', 'remove', 'Bob Builder', '--confirm', 'Bob Builder'])).exit).toBe(2);
    expect((await cli.ok(['user', 'remove', 'bob', '--dry-run'])).stdout).toContain('would remove  user bob');
    expect((await cli.ok(['user', 'rm', 'Bob Builder', '--confirm', 'bob'])).stdout).toBe('removed  user bob\n');
    expect((await cli(['user', 'remove', 'bob', '-y'])).exit).toBe(6);
    await cli.ok(['user', 'add', 'bob', '--role', 'contributor', '--display-name', 'Bob Builder']);
  });

  test('R15 whoever goes also goes from every sharing that names them, with a warning', async () => {
    await cli.ok(['user', 'add', 'cid', '--role', 'contributor']);
    const add = ['connection', 'add', 'mailchimp', 'Letter', '--share', 'user:cid', '--accept-terms', '2026-11'];
    await cli.ok(add);
    const ran = await cli.ok(['user', 'remove', 'cid', '-y']);
    expect(ran.stderr).toContain('warning: `cid` was named in the sharing of `letter` and no longer is');
    const { sharedWith } = (await cli.ok(['connection', 'show', 'letter', '-o', 'json'])).json();
    expect(sharedWith).toBe('administrators');
  });
});

describe('user list', () => {
  test('shows roles, and narrows by role and text', async () => {
    const { stdout } = await cli.ok(['user', 'list', '--role', 'administrator']);
    expect(stdout.split('\n')[0]).toBe('NAME\tDISPLAY NAME\tROLE\tADDED\tADDED BY');
    expect(stdout.split('\n')[1]).toContain(`${me}\t${me}\tadministrator\t`);
    expect((await cli.ok(['user', 'list', '-o', 'name', '--search', 'CONTOSO'])).stdout).toBe('ana@contoso.example\n');
    const sorted = (await users('--sort', 'name:desc')).map((it: { name: string }) => it.name);
    expect(sorted).toEqual([...sorted].sort().reverse());
    const page = (await cli.ok(['user', 'list', '--limit', '1', '-o', 'json'])).json();
    expect(page).toMatchObject({ kind: 'UserList', items: [{}], next: expect.any(String) });
  });

  test('R32 D15 users are for administrators, and for auditors to see', async () => {
    for (const [name, role] of [
      ['con', 'contributor'],
      ['vic', 'viewer'],
      ['aud', 'auditor'],
      ['run', 'runner'],
    ] as const) {
      await cli.ok(['user', 'add', name, '--role', role]);
      expect((await cli(['user', 'list', '--as', name])).exit).toBe(role === 'auditor' ? 0 : 5);
      for (const argv of [
        ['add', 'eve', '--role', 'administrator'],
        ['edit', name, '--role', 'administrator'],
        ['remove', 'no-such-user', '-y'],
      ]) {
        const ran = await cli(['user', ...argv, '--as', name]);
        expect(ran.exit).toBe(5);
        expect(ran.stderr).toContain(`needs an administrator; your role is ${role}`);
      }
    }
  });
});
