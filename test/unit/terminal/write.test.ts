import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, existsSync, openSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from '@jest/globals';
import { createWriter } from '../../../src/terminal/write.ts';

const script = new URL('./write-much.ts', import.meta.url).pathname;

function start(mode: string, stdout: 'pipe' | number = 'pipe') {
  const child = spawn(process.execPath, [script, mode], { stdio: ['ignore', stdout, 'pipe'] });
  let says = '';
  child.stderr?.on('data', (part) => {
    says += part;
  });
  return { child, done: ended(child).then((exit) => ({ exit, says: () => says })) };
}

function ended(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve) => child.on('close', resolve));
}

describe.each(['blocking', 'nonblocking'])('a %s pipe', (mode) => {
  test('whose reader sleeps receives all of five megabytes', async () => {
    const { child, done } = start(mode);
    await sleep(300);
    let length = 0;
    for await (const part of child.stdout as NodeJS.ReadableStream) {
      length += part.length;
      if (length < 1_000_000) await sleep(20);
    }
    const { exit, says } = await done;
    const expected = Array.from({ length: 50 }, (_, at) =>
      Buffer.byteLength(`${String(at).padStart(9, '漢')}${'x'.repeat(102_390)}\n`),
    ).reduce((sum, bytes) => sum + bytes, 0);
    expect({ exit, length, says: says() }).toEqual({ exit: 0, length: expected, says: 'closed: false' });
  });

  test('whose reader leaves ends quietly', async () => {
    const { child, done } = start(mode);
    (child.stdout as NonNullable<typeof child.stdout>).once('data', () => child.stdout?.destroy());
    const { exit, says } = await done;
    expect({ exit, says: says() }).toEqual({ exit: 0, says: 'closed: true' });
  });
});

describe('what cannot be written', () => {
  const full = '/dev/full';
  (existsSync(full) ? test : test.skip)('is a problem that says why', () => {
    const fd = openSync(full, 'w');
    expect(() => createWriter(fd).write('names\n')).toThrow(
      expect.objectContaining({
        code: 'output.closed',
        exit: 12,
        detail: 'standard output has no room left: the disk is full (ENOSPC)',
      }),
    );
    closeSync(fd);
  });

  test('is a problem too where nothing is open', () => {
    expect(() => createWriter(987_654).write('names\n')).toThrow('standard output is not open for writing (EBADF)');
  });

  test('is nothing where there is nothing to write', () => {
    expect(() => createWriter(987_654).write('')).not.toThrow();
  });
});
