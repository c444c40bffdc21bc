import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { draftsIn } from '../../../src/adapters/system/drafts.ts';
import type { Context } from '../../../src/commands/context.ts';
import { importGiven } from '../../../src/commands/shared/import/import-given.ts';
import { writeImport } from '../../../src/commands/shared/import/write-import.ts';
import { isProblem } from '../../../src/kernel/problem.ts';
import type { Imported } from '../../../src/plan/import/imported.ts';

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'cinch-drafts-'));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const said = (act: () => void) => {
  try {
    act();
  } catch (error) {
    return isProblem(error) ? error.detail : String(error);
  }
  return undefined;
};
const fresh = { replace: false };

describe('files that come together', () => {
  test('are in their places when all are whole, and not before', () => {
    const drafts = draftsIn(join(home, 'deep/er'));
    drafts.write(join(home, 'deep/er/a'), 'A', fresh);
    drafts.write(join(home, 'deep/er/b'), 'B', fresh);
    expect(existsSync(join(home, 'deep/er/a'))).toBe(false);
    drafts.keep();
    expect(readdirSync(join(home, 'deep/er'))).toEqual(['a', 'b']);
    expect(readFileSync(join(home, 'deep/er/b'), 'utf8')).toBe('B');
  });

  test('leave nothing when they are taken back, not even the folders that came for them', () => {
    const drafts = draftsIn(join(home, 'deep/er'));
    drafts.write(join(home, 'deep/er/a'), 'A', fresh);
    drafts.drop();
    expect(readdirSync(home)).toEqual([]);
  });

  test('replace nothing unless they may, and then nothing else comes either', () => {
    writeFileSync(join(home, 'b'), 'mine');
    const drafts = draftsIn(home);
    drafts.write(join(home, 'a'), 'A', fresh);
    expect(said(() => drafts.write(join(home, 'b'), 'B', fresh))).toContain('is there already');
    expect(readdirSync(home)).toEqual(['b']);

    const late = draftsIn(home);
    late.write(join(home, 'a'), 'A', fresh);
    late.write(join(home, 'c'), 'C', fresh);
    writeFileSync(join(home, 'c'), 'mine');
    expect(said(() => late.keep())).toContain('is there already');
    expect(readdirSync(home)).toEqual(['b', 'c']);
    expect(readFileSync(join(home, 'c'), 'utf8')).toBe('mine');

    const again = draftsIn(home);
    again.write(join(home, 'b'), 'B', { replace: true });
    again.keep();
    expect(readFileSync(join(home, 'b'), 'utf8')).toBe('B');
  });

  test('of a run that was killed are gone with the next', () => {
    draftsIn(home).write(join(home, 'a'), 'half', fresh);
    mkdirSync(join(home, '.cinch-unfinished-999999999'));
    expect(readdirSync(home).length).toBe(2);
    const drafts = draftsIn(home);
    drafts.write(join(home, 'a'), 'A', fresh);
    drafts.keep();
    expect(readdirSync(home)).toEqual(['a']);
  });

  test('of another run that goes on are left to it', () => {
    mkdirSync(join(home, '.cinch-unfinished-1'));
    const drafts = draftsIn(home);
    drafts.write(join(home, 'a'), 'A', fresh);
    drafts.keep();
    expect(readdirSync(home)).toEqual(['.cinch-unfinished-1', 'a']);
  });

  test('are refused in words where nothing can be written, and it ends', () => {
    mkdirSync(join(home, 'folder'));
    writeFileSync(join(home, 'file'), '');
    expect(said(() => draftsIn('/proc/no/where').write('/proc/no/where/a', 'A', fresh))).toMatch(/cannot be written/);
    expect(said(() => draftsIn(join(home, 'file')).write(join(home, 'file/a'), 'A', fresh))).toContain(
      'a file is there',
    );
  });
});

test.each([
  [130, 'interrupted', 6_000],
  [143, 'terminated', 6_000],
  [130, 'interrupted', 10_000],
])('an import that is told to end (%i) leaves no half of its files', async (code, problem, after) => {
  const flags = { from: 'csv', type: 'sftp', map: [], set: [], share: [], apply: false } as const;
  const none = { id: undefined, to: undefined, 'with-secrets': false, 'take-over': false, 'keep-secrets': false };
  const given = importGiven('f.csv', { ...flags, ...none, 'accept-terms': undefined });
  const line = { source: 'x', line: 1, result: 'imported', type: 'sftp', why: null, missing: [], told: [] } as const;
  let told: number | undefined;
  function* entries(): Generator<Imported> {
    for (let at = 0; at < 10_000; at += 1) {
      if (at === after) told = code;
      yield { line: { ...line, name: `x-${at}` }, entry: { type: 'sftp' }, holes: [], found: new Map() };
    }
    told = code;
  }
  const context = {
    common: { dryRun: false },
    files: async () => ({ drafts: draftsIn }),
    ending: async () => ({ code: () => told, close() {} }),
  } as unknown as Context;
  await expect(writeImport(context, given, { entries: entries() }, join(home, 'out'))).rejects.toMatchObject({
    code: problem,
  });
  expect(readdirSync(home)).toEqual([]);
});
