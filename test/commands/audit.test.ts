import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Cli } from '../support/cli.ts';
import { createKeptCli } from '../support/kept-cli.ts';

let cli: Cli;
let me: string;
const entries = async (...argv: string[]) => (await cli.ok(['audit', 'list', '-o', 'json', ...argv])).json().items;
const actions = async (...argv: string[]) => (await entries(...argv)).map((it: { action: string }) => it.action);

beforeAll(async () => {
  cli = createKeptCli();
  await cli.ok([
    'connection',
    'add',
    'mailchimp',
    'Letter',
    '--accept-terms',
    '2026-11',
    '--reason',
    'spring campaign',
  ]);
  me = (await cli.ok(['whoami', '-o', 'json'])).json().user;
  await cli.ok(['user', 'add', 'vic', '--role', 'viewer']);
  await cli.ok(['user', 'add', 'audi', '--role', 'auditor']);
  await cli(['user', 'add', 'eve', '--role', 'administrator', '--as', 'vic']);
  await cli.ok(['connection', 'rename', 'letter', '--display-name', 'Newsletter', '--name', 'newsletter']);
});
afterAll(() => cli.remove());

describe('audit list', () => {
  test('D12 who, when, what, which fields and why, newest first', async () => {
    const all = await entries();
    expect(all.map((it: { seq: number }) => it.seq)).toEqual([6, 5, 4, 3, 2, 1]);
    expect(all[0]).toMatchObject({
      actor: me,
      onBehalf: null,
      action: 'connection.rename',
      outcome: 'done',
      target: { kind: 'connection', name: 'newsletter' },
      fields: ['displayName', 'name'],
    });
    expect(all.at(-2)).toMatchObject({ action: 'connection.add', reason: 'spring campaign' });
    expect(all[0].at).toMatch(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/);
    const { stdout } = await cli.ok(['audit', 'list']);
    expect(stdout).toMatch(/^SEQ\tAT\tACTOR\tACTION\tTARGET\tOUTCOME\tFIELDS\tREASON\n6\t/);
  });

  test('narrows by actor, action, target, moment, refusal and text', async () => {
    expect(await actions('--actor', 'vic')).toEqual(['user.add']);
    expect(await actions('--action', 'user.add', '--actor', me)).toEqual(['user.add', 'user.add']);
    const [{ target }] = await entries('--target', 'newsletter');
    expect(await actions('--target', target.id)).toEqual(['connection.rename', 'connection.add']);
    expect(await entries('--refused')).toMatchObject([{ actor: 'vic', onBehalf: me, outcome: 'refused' }]);
    expect(await actions('--search', 'RENAME')).toEqual(['connection.rename']);
    expect(await actions('--since', '2100-01-01')).toEqual([]);
    expect(await actions('--since', '2020-01-01')).toHaveLength(6);
    const [, , third] = await entries();
    const inAmsterdam = new Date(Date.parse(third.at) + 3_600_000).toISOString().replace('Z', '+01:00');
    expect(await actions('--since', inAmsterdam)).toHaveLength(3);
  });

  test.each(['yesterday', '2026-02-30', '2026-11-01T10:00:00', '2026-13-01', '1 Nov 2026', ''])(
    'a moment like `%s` is refused, because it would mean another one elsewhere or none',
    async (since) => {
      const ran = await cli(['audit', 'list', `--since=${since}`]);
      expect(ran.exit).toBe(2);
      expect(ran.stderr).toContain('hint: --since 2026-11-01T09:00:00Z\n');
    },
  );

  test('a page at a time, from either end', async () => {
    const first = (await cli.ok(['audit', 'list', '--limit', '4', '-o', 'json'])).json();
    expect(first).toMatchObject({ kind: 'AuditList', total: 6, next: '3' });
    expect((await entries('--limit', '4', '--next', first.next)).map((it: { seq: number }) => it.seq)).toEqual([2, 1]);
    expect((await entries('--sort', 'seq', '--limit', '2')).map((it: { seq: number }) => it.seq)).toEqual([1, 2]);
    const after = await entries('--sort', 'seq', '--limit', '2', '--next', '2');
    expect(after.map((it: { seq: number }) => it.seq)).toEqual([3, 4]);
    expect((await cli(['audit', 'list', '--sort', 'actor'])).exit).toBe(2);
  });

  test('D15 is for administrators and auditors', async () => {
    expect((await cli(['audit', 'list', '--as', 'vic'])).exit).toBe(5);
    expect((await cli(['audit', 'verify', '--as', 'vic'])).exit).toBe(5);
    expect((await cli(['audit', 'list', '--as', 'audi'])).exit).toBe(0);
    expect((await cli(['audit', 'verify', '--as', 'audi'])).exit).toBe(0);
  });
});

describe('audit verify', () => {
  test('goes through the chain, and finds a head that was kept elsewhere', async () => {
    const { head, entries: before } = (await cli.ok(['audit', 'verify', '-o', 'json'])).json();
    expect((await cli.ok(['environment', 'show', '-o', 'json'])).json().auditHead).toBe(head);
    await cli.ok(['user', 'edit', 'vic', '--display-name', 'Vic']);
    const ran = await cli.ok(['audit', 'verify', '--head', head, '-o', 'json']);
    expect(ran.json()).toMatchObject({ kind: 'AuditVerified', entries: before + 1, matches: true });
    const text = (await cli.ok(['audit', 'verify', '--head', head])).stdout;
    expect(text).toMatch(/^sound {2}\d+ entries chained up to [\w-]{43}\nknown {2}/);
  });

  test('a head that is not in the trail ends with 12, and something that is no head with 2', async () => {
    const ran = await cli(['audit', 'verify', '--head', 'A'.repeat(43), '-o', 'json']);
    expect(ran.exit).toBe(12);
    expect(ran.json()).toMatchObject({ kind: 'AuditVerified', matches: false });
    expect((await cli(['audit', 'verify', '--head', 'A'.repeat(43)])).stdout).toContain(
      'other  the head given does not',
    );
    expect((await cli(['audit', 'verify', '--head', 'abc'])).exit).toBe(2);
  });

  test('an entry that was altered is named', async () => {
    const path = join(cli.home, 'environments', 'local.db');
    const database = new DatabaseSync(path);
    const alter = (from: string, to: string) =>
      database.prepare('UPDATE audit SET body = replace(body, ?, ?) WHERE seq = 2').run(from, to);
    alter('spring', 'summer');
    const verified = await cli(['audit', 'verify', '-o', 'json']);
    const read = await cli(['audit', 'list']);
    alter('summer', 'spring');
    database.close();
    expect(verified.exit).toBe(12);
    expect(verified.json()).toMatchObject({ code: 'audit.broken', detail: expect.stringContaining('entry 2 of') });
    expect(read.exit).toBe(12);
    expect(read.stdout).toBe('');
    await cli.ok(['audit', 'verify']);
  });
});
