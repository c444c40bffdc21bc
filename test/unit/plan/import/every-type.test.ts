import { describe, expect, test } from '@jest/globals';
import { catalog } from '../../../../src/catalog/index.ts';
import { probeOf } from '../../../../src/catalog/probe-of.ts';
import { check, missingSecrets } from '../../../../src/fields/check.ts';
import type { ConnectionType } from '../../../../src/fields/connection-type.ts';
import { applies } from '../../../../src/fields/visible.ts';
import { airflowKind } from '../../../../src/plan/import/airflow/kinds.ts';
import { columnsOf, entryOfRow, kindOfRows } from '../../../../src/plan/import/csv.ts';
import { imported } from '../../../../src/plan/import/imported.ts';
import { createNames } from '../../../../src/plan/import/names.ts';

const addable = catalog.filter((it) => it.addable);

function rowOf(type: ConnectionType, header: readonly string[], cells: readonly string[]) {
  const kind = kindOfRows(type);
  const entry = entryOfRow({ line: 2, cells }, columnsOf(header, type, new Map()), type);
  return imported(entry, {
    kindOf: () => kind,
    types: new Map([[type.id, type]]),
    set: new Map(),
    names: createNames(),
  });
}

describe.each(addable.map(({ id, load }) => [id, load] as const))('a row of %s', (_, load) => {
  test('comes over whole, with columns called by key or by label', async () => {
    const type = await load();
    const fields = Object.entries(type.fields).filter(([, field]) => applies(field, type.fields, {}));
    const cells = fields.map(
      ([, field]) => field.example ?? (field.kind === 'choice' ? field.choices[0]?.value : 'yes') ?? '',
    );
    for (const header of [fields.map(([key]) => key), fields.map(([, { label }]) => label.toUpperCase())]) {
      const { line, entry, holes } = rowOf(type, ['Display name', ...header], ['Partner', ...cells]);
      expect([line.result, line.told, line.missing]).toEqual(['imported', [], []]);
      expect(check(type.fields, (entry?.settings ?? {}) as Record<string, unknown>).ok).toBe(true);
      expect(holes.map(({ field }) => field).sort()).toEqual(
        fields.flatMap(([key, { kind }]) => (kind === 'secret' ? [key] : [])).sort(),
      );
    }
  });

  test('that holds a name alone is incomplete, with a placeholder or variable for everything that is missing', async () => {
    const type = await load();
    const { line, entry, holes } = rowOf(type, ['displayName'], ['Partner']);
    const checked = check(type.fields, {});
    const missing = checked.ok ? [] : checked.issues.map(({ path }) => path);
    const secrets = missingSecrets(type.fields, {}, new Set()).map(({ path }) => path);
    expect(line.missing.map(({ field }) => field)).toEqual([...missing, ...secrets]);
    expect(line.missing.slice(missing.length).map(({ value }) => value)).toEqual(holes.map(({ variable }) => variable));
    expect(Object.keys((entry?.settings ?? {}) as object).sort()).toEqual([...missing].sort());
    expect(line.result).toBe(missing.length + secrets.length === 0 ? 'imported' : 'incomplete');
  });
});

test('a host that a live test calls is known by the import of HTTP connections too', async () => {
  const unknown: string[] = [];
  for (const { id } of addable) {
    const probe = await probeOf(id);
    const last = probe.kind === 'http' ? probe.steps.at(-1)?.host : undefined;
    // A host that depends on the settings, or that serves everything of one vendor, tells no type.
    const shared = ['login.microsoftonline.com', 'services.adroll.com'];
    const hosts = last === undefined || last.includes('{') || shared.includes(last) ? [] : [last];
    for (const host of hosts) {
      const values = new Map([['host', `https://${host}`]]);
      const kind = airflowKind({ id: 'x', kind: 'http', line: 1, values });
      if ('code' in kind || kind.type !== id) unknown.push(`${id}: ${host}`);
    }
  }
  expect(unknown).toEqual([]);
});
