import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startChild } from '../support/child.ts';
import { type Cli, createCli } from '../support/cli.ts';
import { makeStore, type Opened, openDoor, terms } from '../support/fault-store.ts';
import { again, seedOf } from '../support/random.ts';
import { hubs, type Report } from './write-changes.ts';
import { describeWritten } from './written.ts';

const seed = seedOf(8_250);
const processes = 8;
const changesEach = 250;

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

  describeWritten(() => ({ ...opened, reports, before, changesEach }));
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
