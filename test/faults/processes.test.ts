import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { ConnectionDetail, ConnectionItem } from '../../src/model/query.ts';
import { startChild } from '../support/child.ts';
import { type Cli, createCli } from '../support/cli.ts';
import { makeStore, type Opened, openDoor, terms } from '../support/fault-store.ts';
import { again, seedOf } from '../support/random.ts';
import type { Report } from './children/writer.ts';

const seed = seedOf(8_250);
const processes = 8;
const changesEach = 250;
const hubs = ['hub-1', 'hub-2'];

describe(`eight processes that make 250 changes each on one store ${again(seed)}`, () => {
  const folder = mkdtempSync(join(tmpdir(), 'cinch-processes-'));
  const path = join(folder, 'test.db');
  let opened: Opened;
  let reports: Report[];
  let before: number;

  beforeAll(async () => {
    await makeStore(path);
    opened = openDoor(path);
    const { environment } = opened;
    const hub = { change: 'connection.add', type: 'mailchimp', terms, settings: { clientId: 'n-0' } } as const;
    await environment.apply(hubs.map((displayName) => ({ ...hub, displayName })));
    before = (await environment.query('audit.list', {})).total;
    const script = new URL('./children/writer.ts', import.meta.url);
    const children = Array.from({ length: processes }, (_, at) =>
      startChild(script, [path, String(at + 1), String(changesEach), String(seed + at)]),
    );
    await Promise.all(children.map((child) => child.ready));
    for (const child of children) child.send('go');
    const ends = await Promise.all(children.map((child) => child.ended));
    for (const [at, { code }] of ends.entries())
      if (code !== 0) throw new Error(`${children[at]?.err()} ${again(seed)}`);
    reports = children.map((child) => JSON.parse(child.out().trim().split('\n').at(-1) ?? '') as Report);
  }, 120_000);
  afterAll(async () => {
    await opened?.environment.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test('every change that a process was told of is there, and nothing else', async () => {
    const { items } = (await opened.environment.query('connection.list', {})) as { items: readonly ConnectionItem[] };
    const own = reports.flatMap((report) => report.connections);
    expect(items.map((item) => item.name).sort()).toEqual([...hubs, ...own].sort());
    const exports = await opened.environment.query('export.list', {});
    const found = Object.fromEntries(exports.items.map((item) => [item.name, item.connection]));
    expect(found).toEqual(Object.assign({}, ...reports.map((report) => report.exports)));
    expect(exports.items.length).toBe(new Set(exports.items.map((item) => item.name)).size);
  });

  test('no update is lost: each number is as high as it was raised, and each was raised from what was read', async () => {
    for (const hub of hubs) {
      const raised = reports.reduce((sum, report) => sum + (report.raised[hub] ?? 0), 0);
      const shown = (await opened.environment.query('connection.show', { connection: hub })) as ConnectionDetail;
      expect(shown.settings.clientId).toBe(`n-${raised}`);
      expect(shown.revision).toBe(raised + 1);
    }
  });

  test('every refusal was told: a revision that moved, and nothing else', () => {
    const codes = new Set(reports.flatMap((report) => Object.keys(report.refusals)));
    expect([...codes].filter((code) => code !== 'revision.moved')).toEqual([]);
    expect(reports.map((report) => Object.keys(report.entries).length)).toEqual(Array(processes).fill(changesEach));
  });

  test('every connection counts the exports that are on it', async () => {
    const { items } = (await opened.environment.query('connection.list', {})) as { items: readonly ConnectionItem[] };
    const on = reports.flatMap((report) => Object.values(report.exports));
    for (const { name, dependents } of items) {
      const { exports } = await opened.environment.query('connection.dependents', { connection: name });
      const expected = on.filter((connection) => connection === name).length;
      expect([name, dependents.exports, exports.length]).toEqual([name, expected, expected]);
    }
  });

  test('the audit trail has each change once and holds together', async () => {
    const { environment } = opened;
    const { items } = await environment.query('audit.list', {});
    const counted: Record<string, number> = {};
    for (const { reason } of items) if (reason !== null) counted[reason] = (counted[reason] ?? 0) + 1;
    expect(counted).toEqual(Object.assign({}, ...reports.map((report) => report.entries)));
    const entries = Object.values(counted).reduce((sum, each) => sum + each, before);
    expect((await environment.query('audit.verify', {})).entries).toBe(entries);
    expect(items.map((item) => item.seq)).toEqual(Array.from({ length: entries }, (_, at) => entries - at));
    const revisions = items
      .filter((item) => item.revision !== null)
      .map((item) => `${item.target.id}@${item.revision}`);
    expect(revisions.length).toBe(new Set(revisions).size);
  });

  test('the store counts what it holds, and finds no damage in itself', async () => {
    const { environment, driver } = opened;
    const { counts, revision } = (await environment.query('environment.show', {})) as never as {
      counts: { connections: number; exports: number };
      revision: number;
    };
    expect(counts.connections).toBe(hubs.length + reports.flatMap((report) => report.connections).length);
    expect(counts.exports).toBe(reports.flatMap((report) => Object.keys(report.exports)).length);
    expect(revision).toBe(2 + processes * changesEach);
    expect(await driver.checkStructure()).toEqual([]);
    const { findings } = await environment.query('store.check', {});
    expect(findings.filter(({ severity }) => severity === 'damage')).toEqual([]);
  });
});

describe('eight first commands at once', () => {
  let cli: Cli;
  beforeAll(() => {
    cli = createCli();
  });
  afterAll(() => cli.remove());

  test('make one environment called local, with all eight changes in it', async () => {
    const numbers = Array.from({ length: processes }, (_, at) => at + 1);
    const runs = await Promise.all(
      numbers.map((at) => cli.ok(['connection', 'add', 'mailchimp', `First ${at}`, '--accept-terms', terms])),
    );
    expect(readdirSync(join(cli.home, 'environments')).filter((file) => !/-(?:wal|shm)$/.test(file))).toEqual([
      'local.db',
    ]);
    const { items } = (await cli.ok(['connection', 'list', '-o', 'json'])).json();
    expect(items.map((item: { name: string }) => item.name).sort()).toEqual(numbers.map((at) => `first-${at}`));
    expect(runs.filter((run) => run.stderr.includes('made the environment')).length).toBe(1);
    const users = (await cli.ok(['user', 'list', '-o', 'json'])).json();
    expect(users.items.map((user: { role: string }) => user.role)).toEqual(['administrator']);
    expect((await cli.ok(['audit', 'verify', '-o', 'json'])).json().entries).toBe(1 + processes);
  });
});
