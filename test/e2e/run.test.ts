import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { secretValue } from '../../src/kernel/secret-value.ts';
import { createCanary } from '../support/canary.ts';
import { type Prepared, prepared } from '../support/prepared.ts';
import { openTerminal } from '../support/pty.ts';

const password = createCanary('the password', (core) => core);
const launcher = fileURLToPath(new URL('../../bin/cinch.js', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'cinch-run-test-'));
const terms = '2026-11';

let cli: Prepared;
beforeAll(async () => {
  cli = await prepared([
    {
      change: 'connection.add',
      type: 'sftp',
      displayName: 'Drop',
      settings: { hostname: 'sftp.partner.example', username: 'svc-cdp' },
      secrets: { password: secretValue(password.text) },
      terms,
    },
    {
      change: 'connection.add',
      type: 'experian',
      displayName: 'Firms',
      settings: { userId: 'c', partyId: '1', modelNumber: '7' },
      terms,
    },
    ...['Nightly', 'Weekly', 'Monthly', 'Told', 'Due A', 'Due B', 'Due C'].map((displayName) => ({
      change: 'export.add' as const,
      displayName,
      connection: 'drop',
      settings: { tables: 'Customer', compression: 'unzipped', fieldDelimiter: 'comma' },
    })),
    { change: 'export.add', displayName: 'Loose', type: 'sftp' },
    { change: 'enrichment.add', displayName: 'Company data', connection: 'firms' },
    { change: 'user.add', name: 'sched', role: 'runner', exports: ['nightly'] },
    { change: 'user.add', name: 'con', role: 'contributor' },
  ]);
});
afterAll(() => {
  cli.remove();
  rmSync(folder, { recursive: true, force: true });
});

const env = { TMPDIR: folder };
const showEnvironment = ['--', process.execPath, '-e', 'console.log(JSON.stringify(process.env))'];
const historyOf = async (name: string) => (await cli.door.query('export.show', { dependent: name })).runs ?? [];
/** Writes a line to a file of its own and ends with a code. */
const writing = (name: string, exit = 0) => ['sh', '-c', `echo "$EXPORT_NAME" >> ${join(folder, name)}; exit ${exit}`];
const written = (name: string) => readFileSync(join(folder, name), 'utf8');

describe('export run', () => {
  test('hands over what the connection holds and what the export was told, passes its code and keeps the run', async () => {
    const ran = await cli.ok(['export', 'run', 'Nightly', ...showEnvironment]);

    expect(JSON.parse(ran.stdout)).toMatchObject({
      CONN_NAME: 'drop',
      CONN_PASSWORD: password.text,
      EXPORT_NAME: 'nightly',
      EXPORT_TABLES: 'Customer',
      EXPORT_FIELD_DELIMITER: 'comma',
    });
    expect((await cli(['export', 'run', 'nightly', '--', 'sh', '-c', 'exit 5'])).exit).toBe(5);
    const shown = (await cli.ok(['export', 'show', 'nightly', '-o', 'json'])).json();
    expect(shown.runs).toMatchObject([{ exit: 5 }, { exit: 0, endedAt: expect.any(String), by: expect.any(String) }]);
    expect(shown.lastRun.result).toBe('failed with 5');
    expect((await cli.ok(['export', 'show', 'nightly'])).stdout).toMatch(
      /last runs\n {2}\S+Z {2}\d s {2}failed with 5 {2}by /,
    );
  });

  test('R17 disconnecting really stops it: exit 8, how to connect it, and nothing ran', async () => {
    for (const rest of [[], ['--', 'touch', join(folder, 'ran')]]) {
      const ran = await cli(['export', 'run', 'loose', ...rest]);
      expect(ran.exit).toBe(8);
      expect(ran.stderr).toContain('hint: cinch export connect loose --connection NAME\n');
    }
    expect(() => readFileSync(join(folder, 'ran'))).toThrow();
  });

  test('D18 what it was not told yet is said on the way, and stops nothing', async () => {
    await cli.door.apply([{ change: 'export.add', displayName: 'Bare', connection: 'drop' }]);
    const ran = await cli.ok(['export', 'run', 'bare', '--', 'echo', 'sent']);

    expect(ran.stdout).toBe('sent\n');
    expect(ran.stderr).toContain('warning: `bare` runs, but was not told `tables`');
  });

  test('a run that could not start is kept as such', async () => {
    expect((await cli(['export', 'run', 'weekly', '--', 'no-such-command-anywhere'])).exit).toBe(127);
    expect((await cli(['export', 'run', 'weekly', '--as-file', 'nonsense', '--', 'true'])).exit).toBe(2);

    expect((await historyOf('weekly')).map(({ exit }) => exit)).toEqual([2, 127]);
  });

  test('a run that is ended by a signal is kept with the code of a shell', async () => {
    const child = spawn(
      process.execPath,
      [launcher, 'export', 'run', 'monthly', '--', 'sh', '-c', 'echo ready; exec sleep 60'],
      {
        stdio: ['ignore', 'pipe', 'inherit'],
        env: { PATH: process.env.PATH, HOME: cli.home, CINCH_HOME: cli.home, CINCH_KEY_FILE: join(cli.home, 'key') },
      },
    );
    await new Promise((resolve) => child.stdout.once('data', resolve));
    expect(await historyOf('monthly')).toMatchObject([{ exit: null, endedAt: null }]);
    child.kill('SIGTERM');

    expect(await new Promise((resolve) => child.on('close', resolve))).toBe(143);
    expect(await historyOf('monthly')).toMatchObject([{ exit: 143, endedAt: expect.any(String) }]);
  });

  test('a run that was killed with us is closed by the next one on this machine, as cut off', async () => {
    const env = { PATH: process.env.PATH, HOME: cli.home, CINCH_HOME: cli.home, CINCH_KEY_FILE: join(cli.home, 'key') };
    const argv = [launcher, 'export', 'run', 'monthly', '--', 'sh', '-c', 'echo ready $$ .; exec sleep 60'];
    const child = spawn(process.execPath, argv, { stdio: ['ignore', 'pipe', 'inherit'], env });
    const line = await new Promise<string>((resolve) => child.stdout.once('data', (it) => resolve(String(it))));
    child.kill('SIGKILL');
    process.kill(Number(line.split(' ')[1]), 'SIGKILL');
    await new Promise((resolve) => child.on('close', resolve));
    expect((await historyOf('monthly'))[0]).toMatchObject({ exit: null, endedAt: null });

    const { stderr } = await cli.ok(['export', 'run', '--due']);

    expect(stderr).toContain('warning: a run of `monthly` was cut off on this machine; nobody knows how it ended\n');
    expect((await historyOf('monthly'))[0]).toMatchObject({ exit: null, endedAt: expect.any(String) });
    expect((await cli.ok(['export', 'show', 'monthly'])).stdout).toMatch(/Z {2,}cut off +by /);
    expect((await cli.ok(['export', 'run', '--due'])).stderr).not.toContain('cut off');
  });

  test('D15 a runner runs what it is named for, without seeing anything else', async () => {
    const ran = await cli.ok(['export', 'run', 'nightly', '--as', 'sched', '--', 'sh', '-c', 'echo $CONN_USERNAME']);
    expect(ran.stdout).toBe('svc-cdp\n');
    expect((await historyOf('nightly'))[0]).toMatchObject({ by: 'sched', exit: 0 });

    expect((await cli(['export', 'run', 'weekly', '--as', 'sched', '--', 'true'])).exit).toBe(6);
    expect((await cli(['export', 'list', '--as', 'sched'])).exit).toBe(5);
    expect((await cli(['export', 'run', 'nightly', '--as', 'con', '--', 'true'])).exit).toBe(5);
    expect((await cli.ok(['can', 'export.run', 'nightly', '--as', 'sched'])).exit).toBe(0);
    expect((await cli(['can', 'export.run', 'weekly', '--as', 'sched'])).exit).toBe(6);
  });
});

describe('enrichment run', () => {
  test('is the same for an enrichment, and refused while it is deactivated', async () => {
    const ran = await cli.ok(['enrichment', 'run', 'company-data', ...showEnvironment]);
    expect(JSON.parse(ran.stdout)).toMatchObject({ CONN_USER_ID: 'c', ENRICHMENT_NAME: 'company-data' });

    await cli.ok(['enrichment', 'deactivate', 'company-data']);
    const refused = await cli(['enrichment', 'run', 'company-data', '--', 'true']);
    expect(refused.exit).toBe(8);
    expect(refused.stderr).toContain('hint: cinch enrichment activate company-data\n');
    expect((await cli(['enrichment', 'run', 'company-data', '--as', 'sched', '--', 'true'])).exit).toBe(5);
  });
});

describe('the command of an export', () => {
  test('is told once, after which `export run` needs no other', async () => {
    await cli.ok([
      'export',
      'edit',
      'told',
      '--command',
      '--',
      'sh',
      '-c',
      'echo "$EXPORT_NAME --dry-run $#"',
      '-o',
      'json',
    ]);

    expect((await cli.ok(['export', 'run', 'told'])).stdout).toBe('told --dry-run 1\n');
    expect((await cli.ok(['export', 'run', 'told', '--', 'echo', 'another'])).stdout).toBe('another\n');
    expect((await cli.ok(['export', 'show', 'told'])).stdout).toMatch(/\ncommand +sh -c 'echo /);
    await cli.ok(['export', 'edit', 'told', '--unset', 'command']);
    const ran = await cli(['export', 'run', 'told', '-o', 'json']);
    expect(ran.exit).toBe(3);
    expect(ran.json()).toMatchObject({ code: 'run.no_command', missing: [{ flag: '-- COMMAND' }] });
  });

  test('is not told by halves, nor by whoever is no administrator', async () => {
    expect((await cli(['export', 'edit', 'told', '--command'])).exit).toBe(2);
    expect((await cli(['export', 'edit', 'told', '--', 'true'])).stderr).toContain('`--command`');
    expect((await cli(['export', 'edit', 'told', '--as', 'con', '--command', '--', 'true'])).exit).toBe(5);
  });

  test('that was told elsewhere runs on a machine only after it was approved there once, and another is asked about anew', async () => {
    await cli.door.apply([{ change: 'export.edit', dependent: 'told', command: ['echo', 'from elsewhere'] }]);
    const refused = await cli(['export', 'run', 'told']);
    expect([refused.exit, refused.stdout]).toEqual([3, '']);
    expect(refused.stderr).toContain("`echo 'from elsewhere'`, which was not approved on this machine yet");
    expect(refused.stderr).toContain('hint: cinch export run told --approve\n');
    expect((await historyOf('told')).length).toBe(2);

    expect((await cli.ok(['export', 'run', 'told', '--approve'])).stdout).toBe('from elsewhere\n');
    expect((await cli.ok(['export', 'run', 'told'])).stdout).toBe('from elsewhere\n');
    await cli.door.apply([{ change: 'export.edit', dependent: 'told', command: ['echo', 'changed'] }]);
    expect((await cli(['export', 'run', 'told'])).exit).toBe(3);
    // Another machine, or another account, keeps approvals of its own.
    const preferences = join(cli.home, 'preferences.json');
    const { approvals } = JSON.parse(readFileSync(preferences, 'utf8'));
    expect(approvals.length).toBeGreaterThan(0);
    await cli.ok(['export', 'run', 'told', '--approve']);
    writeFileSync(preferences, '{}');
    expect((await cli(['export', 'run', 'told'])).exit).toBe(3);
  });

  test('that was told elsewhere is a question at a terminal, and the command is shown', async () => {
    await cli.door.apply([{ change: 'export.edit', dependent: 'told', command: ['echo', 'asked and', 'run'] }]);
    const run = () => openTerminal(['export', 'run', 'told'], { home: cli.home });
    const first = run();
    await first.until('Approve the command of told on this machine?');
    await first.until("echo 'asked and' run");
    first.type('n\r');
    expect(await first.ended).toBe(130);

    const second = run();
    await second.until('Approve the command of told on this machine?');
    second.type('y\r');
    await second.until('asked and run');
    expect(await second.ended).toBe(0);
    expect((await cli.ok(['export', 'run', 'told'])).stdout).toBe('asked and run\n');
  });
});

describe('export run --due', () => {
  const set = (name: string, schedule: string, command: readonly string[]) =>
    cli.ok(['export', 'edit', name, '--schedule', schedule, '--command', '--', ...command]);

  test('runs what is due once, lists it before, goes on after one that failed, and ends with 13', async () => {
    await set('due-a', 'every 6 hours', writing('due.txt'));
    await set('due-b', 'every 6 hours', writing('due.txt', 7));
    await set('due-c', 'every 6 hours', writing('due.txt'));
    const listed = (await cli.ok(['export', 'run', '--due', '--dry-run', '-o', 'json'])).json();
    expect(listed).toMatchObject({ kind: 'RunList', items: [{ name: 'due-a', result: 'due' }, {}, {}] });

    const ran = await cli(['export', 'run', '--due', '-o', 'json'], { env });

    expect(ran.exit).toBe(13);
    expect(JSON.parse(ran.stdout).items).toMatchObject([
      { name: 'due-a', result: 'succeeded', exit: 0 },
      { name: 'due-b', result: 'failed', exit: 7 },
      { name: 'due-c', result: 'succeeded', exit: 0 },
    ]);
    expect(written('due.txt')).toBe('due-a\ndue-b\ndue-c\n');
    expect((await cli.ok(['export', 'run', '--due', '-o', 'json'])).json().items).toEqual([]);
    expect((await historyOf('due-b'))[0]).toMatchObject({ exit: 7, due: expect.any(String) });
  });

  test('of two processes that ask at the same time, each thing is run by one', async () => {
    for (const name of ['due-a', 'due-b', 'due-c']) {
      await cli.ok(['export', 'remove', name, '--yes']);
      const settings = ['--set', 'tables=Customer', '--set', 'compression=unzipped', '--set', 'fieldDelimiter=comma'];
      await cli.ok(['export', 'add', name, '--connection', 'drop', '--schedule', 'every 6 hours', ...settings]);
      await cli.ok(['export', 'edit', name, '--command', '--', ...writing('twice.txt')]);
    }

    const all = await Promise.all([1, 2, 3].map(() => cli.ok(['export', 'run', '--due', '-o', 'json'], { env })));

    expect(written('twice.txt').split('\n').filter(Boolean).sort()).toEqual(['due-a', 'due-b', 'due-c']);
    const results = all.flatMap((ran) => ran.json().items.map((it: { result: string }) => it.result));
    expect(results.filter((it: string) => it === 'succeeded')).toHaveLength(3);
    expect(results.filter((it: string) => it === 'failed')).toEqual([]);
    for (const name of ['due-a', 'due-b', 'due-c']) expect(await historyOf(name)).toHaveLength(1);
    expect((await cli.door.query('audit.verify', {})).entries).toBeGreaterThan(0);
  });

  test('what was told no command, or elsewhere, fails for itself alone', async () => {
    await cli.door.apply([
      { change: 'export.add', displayName: 'E 1', connection: 'drop', schedule: 'every 6 hours' },
      { change: 'export.add', displayName: 'E 2', connection: 'drop', schedule: 'every 6 hours' },
      { change: 'export.edit', dependent: 'e-2', command: ['true'] },
    ]);
    const ran = await cli(['export', 'run', '--due', '-o', 'json']);

    expect(ran.exit).toBe(13);
    expect(JSON.parse(ran.stdout).items).toMatchObject([
      { name: 'e-1', exit: 3, detail: expect.stringContaining('was told no command') },
      { name: 'e-2', exit: 3, detail: expect.stringContaining('was not approved') },
    ]);
    expect(await historyOf('e-2')).toEqual([]);
    await cli.ok(['export', 'run', '--due', '--approve', '--', 'true']);
    expect((await cli.ok(['export', 'run', '--due'])).stdout).toBe('NAME\tDUE\tRESULT\tEXIT\tDETAIL\n');
  });

  test('one that is named is run only if it is due', async () => {
    await cli.door.apply([
      { change: 'export.add', displayName: 'E 3', connection: 'drop', schedule: 'daily 02:00 UTC' },
    ]);

    expect((await cli.ok(['export', 'run', 'e-3', '--due', '-o', 'json', '--', 'false'])).json().items).toEqual([]);
    expect((await cli(['export', 'run', '--dry-run'])).exit).toBe(2);
    expect((await cli(['export', 'run'])).exit).toBe(3);
  });

  test('no secret was printed, or lies in a file of the home', () => {
    // The environment was printed once, on purpose.
    const printed = cli.printed().replaceAll(`"CONN_PASSWORD":"${password.text}"`, '');
    expect(password.seenIn(printed)).toBeUndefined();
    expect(password.seenIn(cli.kept())).toBeUndefined();
  });
});
