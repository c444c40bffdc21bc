import { execFileSync, spawn } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  closeSync,
  constants,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { execa } from 'execa';
import { type Cli, createCli, type Ran } from '../support/cli.ts';
import { makeStore, openDoor, terms } from '../support/fault-store.ts';

const launcher = fileURLToPath(new URL('../../bin/cinch.js', import.meta.url));
const list = ['connection', 'list'];
const add = ['connection', 'add', 'mailchimp', 'Another', '--accept-terms', terms];
const doctor = ['doctor'];

/** A failure that is told: its code, in words and as a document, without a trace of the program's inside, and nothing on stdout. */
async function named(
  run: (argv: readonly string[]) => Promise<Ran>,
  argv: readonly string[],
  exit: number,
  code: string,
) {
  const machine = await run([...argv, '-o', 'json']);
  expect([argv, machine.exit, machine.stdout]).toEqual([argv, exit, '']);
  expect(JSON.parse(machine.stderr)).toMatchObject({ code, exit });
  const person = await run(argv);
  expect([argv, person.exit, person.stdout]).toEqual([argv, exit, '']);
  expect(person.stderr).toMatch(/^(?:environment .*\n|made .*\n)?error: .+\n/);
  expect(person.stderr).not.toMatch(/^\s+at |node:|Error:|SQLITE/m);
}

describe('a store that', () => {
  let cli: Cli;
  let store: string;
  beforeEach(async () => {
    cli = createCli();
    await cli.ok(['connection', 'add', 'mailchimp', 'First', '--accept-terms', terms]);
    store = join(cli.home, 'environments', 'local.db');
  });
  afterEach(() => cli.remove());
  const namesIn = async () => (await cli.ok([...list, '-o', 'name'])).stdout.trim().split('\n');

  test('another process holds is waited for, then named; it can be read meanwhile, and nothing is lost', async () => {
    const holder = new DatabaseSync(store);
    holder.exec('BEGIN IMMEDIATE');
    await named(cli, [...add, '--timeout', '1'], 12, 'store.busy');
    expect(await namesIn()).toEqual(['first']);
    holder.exec('ROLLBACK');
    holder.close();
    await cli.ok(add);
    expect(await namesIn()).toEqual(['another', 'first']);
  });

  test('a newer cinch wrote is named and left as it is', async () => {
    const database = new DatabaseSync(store);
    database.exec('PRAGMA user_version = 99');
    database.close();
    const before = readFileSync(store);
    for (const argv of [list, add, ['connection', 'show', 'first']]) await named(cli, argv, 12, 'store.newer');
    expect((await cli(doctor)).stdout).toContain('format 99');
    expect(readFileSync(store).equals(before)).toBe(true);
  });

  test('is a folder, is empty, or is something else is named and not touched', async () => {
    rmSync(store);
    mkdirSync(store);
    for (const argv of [list, add]) await named(cli, argv, 12, 'store.untrusted');
    rmSync(store, { recursive: true });
    for (const bytes of [
      Buffer.alloc(0),
      Buffer.alloc(4096),
      Buffer.from('{"connections":[]}'),
      Buffer.alloc(9000, 0xff),
    ]) {
      writeFileSync(store, bytes, { mode: 0o600 });
      for (const argv of [list, add, ['environment', 'show']]) await named(cli, argv, 12, 'store.damaged');
      expect((await cli(doctor)).exit).not.toBe(1);
      expect(readFileSync(store).equals(bytes)).toBe(true);
    }
  });

  test('ends in the middle is named', async () => {
    truncateSync(store, statSync(store).size - 5_000);
    for (const argv of [list, add]) await named(cli, argv, 12, 'store.damaged');
    expect((await cli(doctor)).exit).not.toBe(1);
  });

  test('a symbolic link leads to, or whose folder one leads to, is refused', async () => {
    renameSync(store, `${store}.elsewhere`);
    symlinkSync(`${store}.elsewhere`, store);
    for (const argv of [list, add]) await named(cli, argv, 12, 'store.untrusted');
    rmSync(store);
    renameSync(`${store}.elsewhere`, store);
    const folder = join(cli.home, 'environments');
    renameSync(folder, `${folder}.elsewhere`);
    symlinkSync(`${folder}.elsewhere`, folder);
    for (const argv of [list, add]) await named(cli, argv, 12, 'store.untrusted');
  });

  test('others could read is closed to them again', async () => {
    chmodSync(store, 0o666);
    chmodSync(join(cli.home, 'environments'), 0o777);
    await cli.ok(list);
    expect(statSync(store).mode & 0o777).toBe(0o600);
    expect(statSync(join(cli.home, 'environments')).mode & 0o777).toBe(0o700);
  });

  test('has nothing wrong with it is found whole by doctor', async () => {
    const { items } = (await cli.ok([...doctor, '-o', 'json'])).json();
    expect(items.filter((it: { result: string }) => it.result === 'problem')).toEqual([]);
  });
});

describe('a preferences file that', () => {
  let cli: Cli;
  let path: string;
  beforeAll(async () => {
    cli = createCli();
    await cli.ok(['connection', 'add', 'mailchimp', 'First', '--accept-terms', terms]);
    path = join(cli.home, 'preferences.json');
  });
  afterEach(() => rmSync(path, { recursive: true, force: true }));
  afterAll(() => cli.remove());

  const broken: readonly (readonly [string, string | Buffer])[] = [
    ['is no JSON', '{"output": "json",}'],
    ['is empty', ''],
    ['is an array', '["json"]'],
    ['is null', 'null'],
    ['is binary', Buffer.from([0xff, 0xfe, 0, 1, 2, 0x80])],
    ['says something else than text', '{"output": {"toString": 1}, "environment": 5}'],
    ['says a format that there is not', '{"output": "xml"}'],
  ];
  test.each(broken)('%s is named, and neither believed nor overwritten', async (_, content) => {
    writeFileSync(path, content);
    // A format on the command line goes before the file, which is then not read for it: the words are for a person here.
    const ran = await cli(list);
    expect([ran.exit, ran.stdout]).toEqual([2, '']);
    expect(ran.stderr).toMatch(/^error: .*preferences\.json.*\n(?:hint: .*\n)+$/);
    if (!String(content).includes('xml'))
      await named(cli, ['config', 'set', 'environment', 'local'], 2, 'preferences.broken');
    expect(readFileSync(path).equals(Buffer.from(content))).toBe(true);
    expect((await cli(doctor)).exit).not.toBe(1);
  });

  test('is a folder is named', async () => {
    mkdirSync(path);
    expect((await cli(list)).exit).toBe(2);
    await named(cli, ['config', 'set', 'output', 'json'], 2, 'preferences.broken');
  });

  test('is broken does not matter to a command line that says everything', async () => {
    writeFileSync(path, '{');
    await cli.ok([...list, '-o', 'json', '-e', 'local']);
  });
});

describe('without a place to keep anything', () => {
  const bare = createCli();
  afterAll(() => bare.remove());
  const with_ = (env: Record<string, string | undefined>) => (argv: readonly string[]) =>
    bare(argv, {
      env: { CINCH_HOME: undefined, HOME: undefined, XDG_DATA_HOME: undefined, XDG_CONFIG_HOME: undefined, ...env },
    });

  test('neither HOME nor CINCH_HOME: it says what to set', async () => {
    const run = with_({});
    for (const argv of [list, add]) await named(run, argv, 12, 'store.unreachable');
    expect((await run(list)).stderr).toContain('CINCH_HOME');
    expect((await run(['version'])).exit).toBe(0);
    expect((await run(['--help'])).exit).toBe(0);
  });

  test('an empty CINCH_HOME is none', async () => {
    const home = join(bare.home, 'person');
    await with_({ CINCH_HOME: '', HOME: home })(add).then(({ exit }) => expect(exit).toBe(0));
    expect(existsSync(join(home, '.local/share/cinch/environments/local.db'))).toBe(true);
  });

  test('a CINCH_HOME that is a file, or lies under one', async () => {
    const file = join(bare.home, 'file');
    writeFileSync(file, 'mine');
    for (const CINCH_HOME of [file, join(file, 'below')])
      await named(with_({ CINCH_HOME }), add, 12, 'store.unreachable');
    expect(readFileSync(file, 'utf8')).toBe('mine');
  });
});

// Permissions do not bind the superuser, so these runs are someone else's where the tests are root's.
const root = userInfo().uid === 0;
const nobody = root ? { uid: 65_534, gid: 65_534 } : {};

describe('a disk that cannot be written', () => {
  const home = mkdtempSync(join(tmpdir(), 'cinch-read-only-'));
  const environments = join(home, 'environments');
  const store = join(environments, 'local.db');
  let program = [process.execPath, launcher];
  const run = async (argv: readonly string[]): Promise<Ran> => {
    const [node = '', ...rest] = program;
    const env = { PATH: process.env.PATH ?? '', HOME: home, CINCH_HOME: home, NODE_DISABLE_COMPILE_CACHE: '1' };
    const result = await execa(node, [...rest, ...argv], {
      ...nobody,
      cwd: '/',
      env,
      extendEnv: false,
      input: '',
      reject: false,
      stripFinalNewline: false,
    });
    const { stdout, stderr, exitCode } = result;
    return { exit: exitCode ?? 1, stdout, stderr, json: () => JSON.parse(stdout || stderr) };
  };

  beforeAll(async () => {
    if (root) chownSync(home, 65_534, 65_534);
    // Where this checkout lies in a folder that is closed to others, the program is copied out of it.
    if ((await run(['version'])).exit !== 0) {
      const copy = mkdtempSync(join(tmpdir(), 'cinch-program-'));
      chmodSync(copy, 0o755);
      for (const part of ['bin', 'dist']) cpSync(join(launcher, '../..', part), join(copy, part), { recursive: true });
      cpSync(join(launcher, '../../package.json'), join(copy, 'package.json'));
      cpSync(process.execPath, join(copy, 'node'));
      program = [join(copy, 'node'), join(copy, 'bin/cinch.js')];
    }
    expect((await run(['connection', 'add', 'mailchimp', 'First', '--accept-terms', terms])).exit).toBe(0);
  }, 60_000);
  afterEach(() => {
    chmodSync(home, 0o700);
    chmodSync(environments, 0o700);
    chmodSync(store, 0o600);
  });
  afterAll(() => {
    rmSync(home, { recursive: true, force: true });
    if (program[0] !== process.execPath) rmSync(join(program[0] as string, '..'), { recursive: true, force: true });
  });

  test('a read-only store is read, and named when it is to be changed', async () => {
    chmodSync(store, 0o400);
    const before = readFileSync(store);
    await named(run, add, 12, 'store.read_only');
    expect((await run([...list, '-o', 'name'])).stdout).toBe('first\n');
    expect(readFileSync(store).equals(before)).toBe(true);
  });

  test('a store in a read-only folder is read, and named when it is to be changed', async () => {
    chmodSync(store, 0o400);
    chmodSync(environments, 0o500);
    expect((await run([...list, '-o', 'name'])).stdout).toBe('first\n');
    expect((await run(['connection', 'show', 'first', '-o', 'json'])).json().name).toBe('first');
    const { exit, stderr } = await run([...add, '-o', 'json']);
    expect(exit).toBe(12);
    expect(JSON.parse(stderr).code).toMatch(/^store\.(?:read_only|unreachable)$/);
    chmodSync(environments, 0o700);
    expect(readdirSync(environments).filter((file) => !/-(?:wal|shm)$/.test(file))).toEqual(['local.db']);
  });

  test('a store that may not be read is named', async () => {
    chmodSync(store, 0o000);
    for (const argv of [list, add]) await named(run, argv, 12, 'store.unreachable');
    chmodSync(environments, 0o000);
    for (const argv of [list, add]) expect((await run(argv)).exit).toBe(12);
  });

  test('a home that may not be written is named, and nothing is half made there', async () => {
    const other = join(home, 'other');
    mkdirSync(other, { mode: 0o500 });
    if (root) chownSync(other, 65_534, 65_534);
    const [node = '', ...rest] = program;
    const env = {
      PATH: process.env.PATH ?? '',
      HOME: other,
      CINCH_HOME: join(other, 'deeper'),
      NODE_DISABLE_COMPILE_CACHE: '1',
    };
    const ran = await execa(node, [...rest, ...add, '-o', 'json'], {
      ...nobody,
      cwd: '/',
      env,
      extendEnv: false,
      input: '',
      reject: false,
    });
    expect([ran.exitCode, ran.stdout]).toEqual([12, '']);
    expect(JSON.parse(ran.stderr).code).toBe('store.unreachable');
    expect(readdirSync(other)).toEqual([]);
  });
});

describe('a full disk', () => {
  const disk = mkdtempSync(join(tmpdir(), 'cinch-full-'));
  const mounted = root && mounts(disk);
  const home = join(disk, 'home');
  const cli = createCli();
  afterAll(() => {
    if (mounted) execFileSync('umount', [disk]);
    rmSync(disk, { recursive: true, force: true });
    cli.remove();
  });

  // Without the right to mount a small disk, a limit on the size of files stands in for it.
  const run = (argv: readonly string[]): Promise<Ran> => (mounted ? onDisk(argv) : limited(argv));
  const env = { CINCH_HOME: home };
  const onDisk = (argv: readonly string[]) => cli(argv, { env });
  async function limited(argv: readonly string[]): Promise<Ran> {
    const script = 'ulimit -f 256; exec "$@"';
    const result = await execa('bash', ['-c', script, 'bash', process.execPath, launcher, ...argv], {
      env: { HOME: cli.home, NODE_DISABLE_COMPILE_CACHE: '1', ...env },
      input: '',
      reject: false,
      stripFinalNewline: false,
    });
    return {
      exit: result.exitCode ?? 1,
      stdout: result.stdout,
      stderr: result.stderr,
      json: () => JSON.parse(result.stderr),
    };
  }

  test('is named, keeps everything that was acknowledged, and goes on when there is room again', async () => {
    await makeStoreAt(join(home, 'environments'), disk);
    const { environment } = openDoor(join(home, 'environments', 'local.db'), { account: userInfo().username });
    const acknowledged: string[] = [];
    let refused: { code?: string } = {};
    // From within until there is no room; then once more as a person would meet it.
    for (let number = 1; refused.code === undefined && number < 2_000; number += 1) {
      const displayName = `Number ${number}`;
      const change = { change: 'connection.add', type: 'mailchimp', displayName, terms } as const;
      if (!mounted && number === 200) break;
      await environment.apply([change], { reason: 'x'.repeat(500) }).then(
        () => acknowledged.push(`number-${number}`),
        (error) => {
          refused = error;
        },
      );
    }
    if (mounted) expect(refused.code).toBe('store.full');
    await environment.close().catch(() => undefined);
    const ran = await fullRun();
    expect(ran.exit).toBe(12);
    expect(JSON.parse(ran.stderr).code).toMatch(mounted ? /^store\.full$/ : /^store\.(?:full|unreachable)$/);
    expect(ran.stderr).not.toMatch(/^\s+at /m);
    if (mounted) rmSync(join(disk, 'ballast'));
    const after = openDoor(join(home, 'environments', 'local.db'), { account: userInfo().username });
    const { items } = await after.environment.query('connection.list', {});
    expect(items.map(({ name }) => name).sort()).toEqual(acknowledged.sort());
    expect(await after.driver.checkStructure()).toEqual([]);
    await after.environment.apply([{ change: 'connection.add', type: 'mailchimp', displayName: 'Room again', terms }]);
    const { findings } = await after.environment.query('store.check', {});
    expect(findings.filter(({ severity }) => severity === 'damage')).toEqual([]);
    await after.environment.close();
  }, 60_000);

  /** Adds through the program until it is refused, which a full disk does at once. */
  async function fullRun(): Promise<Ran> {
    for (let number = 1; ; number += 1) {
      // A backup of what is there is what fills it where a limit on files stands in.
      const argv = mounted
        ? [...add, '--name', `late-${number}`]
        : ['environment', 'backup', 'local', '--to', join(disk, 'copy')];
      const ran = await run([...argv, '-o', 'json']);
      if (ran.exit !== 0 || number === 20) return ran;
    }
  }

  test('leaves nothing half made behind by a first command or a backup', async () => {
    if (!mounted) return;
    writeFileSync(join(disk, 'ballast'), '');
    fill(join(disk, 'ballast'));
    const fresh = join(disk, 'fresh');
    const first = await cli([...add, '-o', 'json'], { env: { CINCH_HOME: fresh } });
    expect(first.exit).toBe(12);
    expect(JSON.parse(first.stderr).code).toMatch(/^store\.(?:full|unreachable)$/);
    const left = existsSync(join(fresh, 'environments')) ? readdirSync(join(fresh, 'environments')) : [];
    expect(left).toEqual([]);
    const backup = await cli(['environment', 'backup', 'local', '--to', join(disk, 'copy'), '-o', 'json'], { env });
    expect(backup.exit).toBe(12);
    expect(existsSync(join(disk, 'copy'))).toBe(false);
    const prefer = await cli(['config', 'set', 'output', 'json', '-o', 'json'], { env });
    expect([prefer.exit === 0 || prefer.exit === 2 || prefer.exit === 12, prefer.stdout.includes('    at ')]).toEqual([
      true,
      false,
    ]);
  });
});

describe('an output that', () => {
  const cli = createCli();
  const path = join(cli.home, 'environments', 'local.db');
  const large = ['audit', 'list', '-o', 'json'];
  const environment = { PATH: process.env.PATH, HOME: cli.home, CINCH_HOME: cli.home };
  let whole: string;
  beforeAll(async () => {
    await makeStoreAt(join(cli.home, 'environments'));
    const { environment: door } = openDoor(path, { account: userInfo().username });
    const adds = Array.from({ length: 7_000 }, (_, at) => `Connection ${at}`);
    const one = { change: 'connection.add', type: 'mailchimp', terms } as const;
    await door.apply(
      adds.map((displayName) => ({ ...one, displayName })),
      { reason: 'y'.repeat(500) },
    );
    await door.close();
    whole = (await cli.ok(large)).stdout;
  }, 60_000);
  afterAll(() => cli.remove());

  test('is slow gets every byte of five megabytes', async () => {
    expect(whole.length).toBeGreaterThan(5_000_000);
    const child = spawn(process.execPath, [launcher, ...large], {
      env: environment,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const chunks: Buffer[] = [];
    // One small piece a turn of the event loop: the pipe is full nearly all the time.
    for await (const chunk of child.stdout.iterator({ destroyOnReturn: false })) {
      for (let at = 0; at < chunk.length; at += 4_096) {
        chunks.push(chunk.subarray(at, at + 4_096));
        await new Promise((resolve) => setImmediate(resolve));
      }
    }
    const exit = child.exitCode ?? (await new Promise((resolve) => child.on('close', resolve)));
    expect(exit).toBe(0);
    expect(Buffer.concat(chunks).toString() === whole).toBe(true);
  });

  test('answers "again later" whenever it is full gets every byte as well', async () => {
    const path = join(cli.home, 'fifo');
    execFileSync('mkfifo', [path]);
    const { O_RDONLY, O_WRONLY, O_NONBLOCK } = constants;
    const reader = openSync(path, O_RDONLY | O_NONBLOCK);
    // The flag belongs to what was opened, and a shell hands it on; Node would take it off its own child's output.
    const writer = openSync(path, O_WRONLY | O_NONBLOCK);
    const child = spawn('bash', ['-c', 'exec "$@" >&3', 'bash', process.execPath, launcher, ...large], {
      env: environment,
      stdio: ['ignore', 'ignore', 'inherit', writer],
    });
    closeSync(writer);
    const exit = new Promise((resolve) => child.on('close', resolve));
    const chunks: Buffer[] = [];
    for (let ended = false; !ended; ) {
      const chunk = Buffer.alloc(65_536);
      try {
        const length = readSync(reader, chunk);
        ended = length === 0;
        chunks.push(chunk.subarray(0, length));
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
      }
      await new Promise((resolve) => setImmediate(resolve));
    }
    closeSync(reader);
    expect(await exit).toBe(0);
    expect(Buffer.concat(chunks).toString() === whole).toBe(true);
  });

  test.each([['json'], ['jsonl'], ['csv'], ['tsv'], ['table'], ['name']])(
    'closes after its first bytes of %s lets it end quietly',
    async (format) => {
      const argv = ['audit', 'list', '--limit', '0', '-o', format];
      const child = spawn(process.execPath, [launcher, ...argv], {
        env: environment,
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      let told = '';
      child.stderr.on('data', (bytes) => {
        told += bytes;
      });
      child.stdout.once('data', () => child.stdout.destroy());
      const exit = await new Promise((resolve) => child.on('close', resolve));
      expect([exit, told]).toEqual([0, '']);
    },
  );

  test('was closed before it began lets it end quietly or says so', async () => {
    const { exitCode, stderr } = await execa(
      'bash',
      ['-c', '"$@" >&-', 'bash', process.execPath, launcher, 'version'],
      {
        env: environment as Record<string, string>,
        reject: false,
      },
    );
    expect([0, 12]).toContain(exitCode);
    expect(stderr).not.toMatch(/^\s+at /m);
  });

  test.each([['json'], ['csv'], ['yaml'], ['table']])('is full is named (%s)', async (format) => {
    if (!existsSync('/dev/full')) return;
    const full = openSync('/dev/full', 'w');
    const argv = ['connection', 'list', '--limit', '20', '-o', format];
    const child = spawn(process.execPath, [launcher, ...argv], { env: environment, stdio: ['ignore', full, 'pipe'] });
    let told = '';
    child.stderr?.on('data', (bytes) => {
      told += bytes;
    });
    const exit = await new Promise((resolve) => child.on('close', resolve));
    closeSync(full);
    expect(exit).toBe(12);
    expect(told).toContain('disk is full');
    expect(told).not.toMatch(/^\s+at /m);
  });
});

async function makeStoreAt(folder: string, ballast?: string): Promise<void> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  await makeStore(join(folder, 'local.db'), { account: userInfo().username });
  if (ballast !== undefined) writeFileSync(join(ballast, 'ballast'), Buffer.alloc(65_536));
}

function mounts(folder: string): boolean {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m,mode=0755', 'tmpfs', folder], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

function fill(path: string): void {
  try {
    for (;;) writeFileSync(path, Buffer.alloc(4_096), { flag: 'a' });
  } catch {
    // That was the last of it.
  }
}
