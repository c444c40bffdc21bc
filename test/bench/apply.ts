import { copyFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Change } from '../../src/model/change.ts';
import { currentTerms } from '../../src/model/terms.ts';
import { type Case, cases } from './changes.ts';
import { door } from './door.ts';
import type { Finding } from './finding.ts';
import type { Place } from './place.ts';
import { inTurn } from './ratio.ts';
import { type Rows, rowsBetween, writeRaw } from './raw.ts';
import { checked, emptyStore } from './store.ts';

/** How 10,000 changes in one list compare with raw SQL that writes the same rows, entries and head in one transaction. */
export async function apply(place: Place): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const [at, it] of cases(currentTerms()).entries()) {
    findings.push(await compare(place, it, join(place.folder, `apply-${at}`)));
  }
  return findings;
}

async function compare(place: Place, { what, bar, before, changes }: Case, path: string): Promise<Finding> {
  const base = `${path}.db`;
  await emptyStore(base);
  if (before.length > 0) await applied(base, before);
  const fresh = (name: string) => {
    const copy = `${path}-${name}.db`;
    for (const end of ['', '-wal', '-shm']) rmSync(`${copy}${end}`, { force: true });
    copyFileSync(base, copy);
    return copy;
  };
  const done = fresh('sample');
  await applied(done, changes);
  const rows: Rows = rowsBetween(base, done);
  const raw = fresh('raw');
  writeRaw(raw, rows);
  await checked(raw);
  const ratio = await inTurn(
    place.quick ? 3 : 9,
    () => applied(fresh('service'), changes),
    () => writeRaw(fresh('raw'), rows),
  );
  return { what, against: 'raw SQL of the same rows', bar, ratio };
}

/** The milliseconds from opening a store to the end of the commit. */
async function applied(path: string, changes: readonly Change[]): Promise<number> {
  const start = performance.now();
  const environment = door(path);
  await environment.apply(changes);
  const end = performance.now();
  await environment.close();
  return end - start;
}
