import { expect, test } from '@jest/globals';
import type { Environment } from '../../src/model/environment.ts';
import type { ConnectionDetail, ConnectionItem } from '../../src/model/query.ts';
import type { Driver } from '../../src/service/store/driver.ts';
import { hubs, type Report } from './write-changes.ts';

export interface Written {
  readonly environment: Environment;
  readonly driver: Pick<Driver, 'checkStructure'>;
  /** One a writer. */
  readonly reports: readonly Report[];
  /** Entries of the trail before they began. */
  readonly before: number;
  readonly changesEach: number;
}

/** What a store holds that many writers changed at once: everything they were told of, once, and nothing else. */
export function describeWritten(written: () => Written): void {
  test('every change that a process was told of is there, and nothing else', async () => {
    const { environment, reports } = written();
    const { items } = (await environment.query('connection.list', {})) as {
      items: readonly ConnectionItem[];
    };
    const own = reports.flatMap((report) => report.connections);
    expect(items.map((item) => item.name).sort()).toEqual([...hubs, ...own].sort());
    const exports = await environment.query('export.list', {});
    const found = Object.fromEntries(exports.items.map((item) => [item.name, item.connection]));
    expect(found).toEqual(Object.assign({}, ...reports.map((report) => report.exports)));
    expect(exports.items.length).toBe(new Set(exports.items.map((item) => item.name)).size);
  });

  test('no update is lost: each number is as high as it was raised, and each was raised from what was read', async () => {
    const { environment, reports } = written();
    for (const hub of hubs) {
      const raised = reports.reduce((sum, report) => sum + (report.raised[hub] ?? 0), 0);
      const shown = (await environment.query('connection.show', { connection: hub })) as ConnectionDetail;
      expect(shown.settings.clientId).toBe(`n-${raised}`);
      expect(shown.revision).toBe(raised + 1);
    }
  });

  test('every refusal was told: a revision that moved, and nothing else', () => {
    const { reports, changesEach } = written();
    const codes = new Set(reports.flatMap((report) => Object.keys(report.refusals)));
    expect([...codes].filter((code) => code !== 'revision.moved')).toEqual([]);
    expect(reports.map((report) => Object.keys(report.entries).length)).toEqual(
      Array(reports.length).fill(changesEach),
    );
  });

  test('every connection counts the exports that are on it', async () => {
    const { environment, reports } = written();
    const { items } = (await environment.query('connection.list', {})) as {
      items: readonly ConnectionItem[];
    };
    const on = reports.flatMap((report) => Object.values(report.exports));
    for (const { name, dependents } of items) {
      const { exports } = await environment.query('connection.dependents', { connection: name });
      const expected = on.filter((connection) => connection === name).length;
      expect([name, dependents.exports, exports.length]).toEqual([name, expected, expected]);
    }
  });

  test('the audit trail has each change once and holds together', async () => {
    const { environment, before, reports } = written();
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
    const { environment, driver, reports, changesEach } = written();
    const { counts, revision } = (await environment.query('environment.show', {})) as never as {
      counts: { connections: number; exports: number };
      revision: number;
    };
    expect(counts.connections).toBe(hubs.length + reports.flatMap((report) => report.connections).length);
    expect(counts.exports).toBe(reports.flatMap((report) => Object.keys(report.exports)).length);
    expect(revision).toBe(2 + reports.length * changesEach);
    expect(await driver.checkStructure()).toEqual([]);
    const { findings } = await environment.query('store.check', {});
    expect(findings.filter(({ severity }) => severity === 'damage')).toEqual([]);
  });
}
