import { execFileSync } from 'node:child_process';
import { createWriteStream, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { readCsv } from '../../../src/adapters/system/read-csv.ts';

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cinch-csv-'));
  path = join(folder, 'rows.csv');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function read(text: string | Buffer): Promise<readonly string[]> {
  writeFileSync(path, text);
  const rows: string[] = [];
  for await (const some of readCsv(path))
    for (const row of some) rows.push(`${row.line} ${'finding' in row ? row.finding.code : row.cells.join('|')}`);
  return rows;
}

test('rows of every dialect of spreadsheets', async () => {
  expect(await read('\ufeffa,b\r\n1,"x,y"\r\n\r\n3,"two\r\nlines"\r\n4,""\r\n')).toEqual([
    '1 a|b',
    '2 1|x,y',
    '4 3|two\r\nlines',
    '6 4|',
  ]);
  expect(await read('a;b\n1;x,y\n2;"say ""it"""')).toEqual(['1 a|b', '2 1|x,y', '3 2|say "it"']);
  expect(await read('a\tb\n1\tx\n')).toEqual(['1 a|b', '2 1|x']);
  expect(await read('"a,1,2";b\n1;x\n')).toEqual(['1 a,1,2|b', '2 1|x']);
  expect(await read('sep=|\na|b\n1|x\n')).toEqual(['2 a|b', '3 1|x']);
  expect(await read('a,b\r1,x\r2,y')).toEqual(['1 a|b', '2 1|x', '3 2|y']);
  expect(await read('a\nb\r\nc\n')).toEqual(['1 a', '2 b', '3 c']);
  expect(await read('')).toEqual([]);
});

test('a broken row costs itself, whatever is broken about it, and each is named with its line', async () => {
  expect(await read('a,b\n1,x\n2,"y"z\n3,x\n4,"q\nq"\n5,x\n')).toEqual([
    '1 a|b',
    '2 1|x',
    '3 quote',
    '4 3|x',
    '5 4|q\nq',
    '7 5|x',
  ]);
  expect(await read('a,b\n1,"x\n2,y\n3,z\n')).toEqual(['1 a|b', '2 not-closed', '3 2|y', '4 3|z']);
  expect(await read('a,b\n1,"x\n2,y\n3,"z\n4,z\n')).toEqual(['1 a|b', '2 quote', '3 2|y', '4 not-closed', '5 4|z']);
  expect(await read('a,b\n1\n2,y,z\n')).toEqual(['1 a|b', '2 1', '3 2|y|z']);
  expect(await read(`a,b\n1,"${'x'.repeat(300_000)}"\n2,y\n`)).toEqual(['1 a|b', '2 too-long', '3 2|y']);
});

test('a quote that does not end soon swallows no rows, whether it ends or not', async () => {
  const rows = Array.from({ length: 2_000 }, (_, at) => (at === 1_000 ? `${at},"` : `${at},x`));
  const found = await read(`a,b\nbroken,"x\n${rows.join('\n')}\n`);
  expect([found[1], found[1_002], found.length]).toEqual(['2 not-closed', '1003 not-closed', 2_002]);
});

test('a broken row among many is found without reading them one by one', async () => {
  const rows = Array.from({ length: 20_000 }, (_, at) => (at % 4_000 === 2_000 ? `${at},"x"y` : `${at},x`));
  const found = await read(`a,b\n${rows.join('\n')}\n`);
  expect(found.filter((row) => row.endsWith('quote'))).toEqual(
    [2, 6, 10, 14, 18].map((at) => `${at * 1_000 + 2} quote`),
  );
  expect(found.length).toBe(20_001);
});

test('bytes that are no UTF-8 stay in the row that holds them; UTF-16 and lines without end are refused', async () => {
  expect(await read(Buffer.from([0x61, 0x0a, 0xe9, 0x0a, 0x62, 0x0a]))).toEqual(['1 a', '2 \ufffd', '3 b']);
  await expect(read(Buffer.from('\ufeffa,b\n', 'utf16le'))).rejects.toThrow('is UTF-16 text');
  await expect(read(`a,b\n${'x'.repeat(2 ** 21)}`)).rejects.toThrow('longer than 1048576 characters');
  await expect(readCsv(folder).next()).rejects.toThrow('is a folder');
  await expect(readCsv(join(folder, 'gone.csv')).next()).rejects.toThrow('is not there');
});

test('rows come while the file is still being written, a part at a time', async () => {
  execFileSync('mkfifo', [path]);
  const rows = readCsv(path);
  const pipe = createWriteStream(path);
  pipe.write('name,hostname\n');
  for (let at = 0; at < 20_000; at += 1) pipe.write(`drop-${at},sftp${at}.partner.example\n`);
  const sizes: number[] = [];
  for (let n = 0; n < 10; n += 1) sizes.push(((await rows.next()).value ?? []).length);

  expect(Math.max(...sizes)).toBeLessThanOrEqual(512);
  expect(pipe.writableEnded).toBe(false);
  pipe.end();
  for await (const some of rows) sizes.push(some.length);
  expect(sizes.reduce((sum, n) => sum + n, 0)).toBe(20_001);
});
