import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { keepNote, leftBehind, privateFolder } from '../../../src/adapters/child/kept-notes.ts';

// No system gives a process such a number.
const gone = 2_147_483_000;
const run = { environment: 'env-1', kind: 'export', dependent: 'e-1', name: 'nightly', run: 'r-1' } as const;
let folder: string;
let place: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cinch-notes-'));
  place = join(folder, 'under-way');
  mkdirSync(place);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const noted = (name: string, note: unknown) =>
  writeFileSync(join(place, `${name}.json`), typeof note === 'string' ? note : JSON.stringify(note));
/** A folder with a file in it. */
function files(name: string): string {
  const path = join(folder, name);
  mkdirSync(path);
  writeFileSync(join(path, 'conn_private_key'), 'x');
  return path;
}

test('what is under way is left alone, and gone from the notes once it has ended', () => {
  const note = keepNote(place, 'one', { folder: files(`${privateFolder}a`), run });
  note.started(process.pid);

  expect(leftBehind(place)).toEqual([]);
  expect(existsSync(join(folder, `${privateFolder}a`))).toBe(true);
  note.forget();
  expect(readdirSync(place)).toEqual([]);
});

test('what was killed loses its private files at once, and its note when its run is closed', () => {
  noted('run', { host: hostname(), pids: [gone], folder: files(`${privateFolder}a`), run });
  noted('exec', { host: hostname(), pids: [gone, gone], folder: files(`${privateFolder}b`), run: null });

  const [left, ...more] = leftBehind(place);

  expect([left, more]).toEqual([{ ...run, forget: expect.any(Function) }, []]);
  expect(readdirSync(folder)).toEqual(['under-way']);
  expect(readdirSync(place)).toEqual(['run.json']);
  left?.forget();
  expect(readdirSync(place)).toEqual([]);
});

test('neither a note of another machine, nor one that is damaged, nor a folder of another kind is touched', () => {
  const [theirs, other] = [files(`${privateFolder}a`), files('documents')];
  symlinkSync(other, join(folder, `${privateFolder}link`));
  noted('theirs', { host: 'elsewhere.example', pids: [gone], folder: theirs, run });
  noted('other', { host: hostname(), pids: [gone], folder: other, run: null });
  noted('link', { host: hostname(), pids: [gone], folder: join(folder, `${privateFolder}link`), run: null });
  for (const [at, text] of ['', '{', 'null', '{}', '7', JSON.stringify({ host: hostname() })].entries())
    noted(`damaged-${at}`, text);

  expect(leftBehind(place)).toEqual([]);

  for (const path of [theirs, other]) expect(existsSync(join(path, 'conn_private_key'))).toBe(true);
});

test('where no note can be kept a command runs all the same', () => {
  writeFileSync(join(folder, 'file'), '');

  keepNote(join(folder, 'file'), 'one', { folder: null, run }).forget();

  expect(leftBehind(join(folder, 'absent'))).toEqual([]);
});
