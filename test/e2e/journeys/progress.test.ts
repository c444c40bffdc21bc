import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Change } from '../../../src/model/change.ts';
import { newsletter } from '../../commands/furniture.ts';
import { type Prepared, prepared } from '../../support/prepared.ts';
import { openTerminal } from '../../support/pty.ts';
import { writeRemote } from '../../support/workload-servers.ts';

const program = `"${process.execPath}" "${fileURLToPath(new URL('../../../bin/cinch.js', import.meta.url))}"`;

describe('progress of very many changes', () => {
  // As many as take several seconds on a fast machine.
  const many = 15_000;
  let cli: Prepared;
  beforeAll(async () => {
    const letter = (at: number): Change => ({
      change: 'export.add',
      displayName: `Letter ${at}`,
      connection: 'newsletter',
    });
    cli = await prepared([newsletter('Newsletter'), ...Array.from({ length: many }, (_, at) => letter(at))]);
  });
  afterAll(() => cli.remove());

  test('stands on the terminal while they are made, is gone when they are, and never gets into a pipe', async () => {
    const shell = `${program} export disconnect --connection newsletter -o name > names`;
    const terminal = openTerminal([], { home: cli.home, shell });

    expect(await terminal.ended).toBe(0);
    expect(terminal.raw()).toMatch(/\r\u001b\[K(?:judging the changes|writing the [a-z ]+): [\d,]+ of 15,000/);
    expect(terminal.screen()).toBe('environment local');

    const piped = await cli.ok(['export', 'connect', '--connection', 'newsletter', 'letter-1']);
    const listed = await cli.ok(['export', 'list', '--limit', '0', '-o', 'csv']);
    expect(piped.stderr + listed.stderr).not.toMatch(/\r|\u001b| of 15,000/);
  });
});

describe('waiting for another process that writes', () => {
  let cli: Prepared;
  let other: DatabaseSync;
  beforeAll(async () => {
    cli = await prepared([]);
    other = new DatabaseSync(`${cli.home}/environments/local.db`);
  });
  afterAll(() => {
    other.close();
    cli.remove();
  });

  test('is told while it lasts, and gone when the store is free', async () => {
    other.exec('BEGIN IMMEDIATE');
    const terminal = openTerminal(['user', 'add', 'ana', '--role', 'viewer'], { home: cli.home });

    await terminal.until('waiting for another process that writes: 1 s');
    other.exec('COMMIT');

    expect(await terminal.ended).toBe(0);
    expect(terminal.screen()).toBe('environment local\ncreated  user ana  (revision 1)');
  });

  test('is gone before a command writes for itself', async () => {
    await cli.door.apply([newsletter('Newsletter')]);
    other.exec('BEGIN IMMEDIATE');
    const argv = ['connection', 'exec', 'newsletter', '--', 'sh', '-c', 'echo its own words'];
    const terminal = openTerminal(argv, { home: cli.home });

    await terminal.until('waiting for another process that writes: 1 s');
    other.exec('COMMIT');

    expect(await terminal.ended).toBe(0);
    expect(terminal.screen()).toBe('its own words');
  });

  test('is one plain line for a screen reader', async () => {
    other.exec('BEGIN IMMEDIATE');
    const terminal = openTerminal(['user', 'add', 'ben', '--role', 'viewer', '--accessible'], { home: cli.home });

    await terminal.until('waiting for another process that writes ...');
    other.exec('COMMIT');

    expect(await terminal.ended).toBe(0);
    expect(terminal.raw()).not.toContain('\u001b[K');
    expect(terminal.screen()).toBe(
      'environment local\nwaiting for another process that writes ...\ncreated  user ben  (revision 1)',
    );
  });

  test.each([
    ['quiet', ['-q']],
    ['a machine format', ['-o', 'json']],
  ])('is not told with %s', async (_, flags) => {
    other.exec('BEGIN IMMEDIATE');
    const argv = ['user', 'add', 'eva', '--role', 'viewer', '--timeout', '2', ...flags];
    const terminal = openTerminal(argv, { home: cli.home });

    const exit = await terminal.ended;
    other.exec('COMMIT');

    expect(exit).toBe(12);
    expect(terminal.raw()).not.toContain('waiting');
  });
});

describe('waiting for a server', () => {
  let cli: Prepared;
  const held: ServerResponse[] = [];
  const slow = createServer((_, response) => held.push(response));
  let url: string;
  beforeAll(async () => {
    cli = await prepared([]);
    slow.listen(0, '127.0.0.1');
    await once(slow, 'listening');
    url = `http://127.0.0.1:${(slow.address() as { port: number }).port}`;
    writeRemote(cli.home, 'team', { url, instance: 'instance-1', signIn: { kind: 'token' } });
  });
  afterAll(() => {
    slow.close();
    slow.closeAllConnections();
    cli.remove();
  });

  test.each([
    ['of an environment', () => ['connection', 'list', '-e', 'team']],
    ['that is to be one', () => ['environment', 'add', 'other', '--url', url, '--instance', 'a']],
  ])('%s is told while it lasts, and gone when it answers', async (_, argv) => {
    const terminal = openTerminal(argv(), { home: cli.home, env: { CINCH_TOKEN: 'cinch_none' } });

    await terminal.until('waiting for the server: 1 s');
    for (const response of held.splice(0)) response.writeHead(404).end();

    expect(await terminal.ended).not.toBe(0);
    expect(terminal.screen()).toMatch(/^error: /);
    expect(terminal.screen()).not.toContain('waiting');
  });
});
