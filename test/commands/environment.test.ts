import { existsSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Cli, RunOptions } from '../support/cli.ts';
import { createKeptCli } from '../support/kept-cli.ts';

let cli: Cli;
const secret = 'correct horse battery';
const terms = ['--accept-terms', '2026-11'];
const listed = async () => (await cli.ok(['environment', 'list', '-o', 'json'])).json().items;
const shown = async (...argv: string[]) => (await cli.ok(['environment', 'show', ...argv, '-o', 'json'])).json();

async function addDrop(options: RunOptions = {}, ...more: string[]) {
  const fields = ['--hostname', 'sftp.partner.example', '--username', 'svc', '--secret', 'password=env:PW'];
  await cli.ok(['connection', 'add', 'sftp', 'Drop', ...fields, ...terms, ...more], {
    ...options,
    env: { PW: secret, ...options.env },
  });
}

/** Giving the same secret again opens the stored one to compare them, and says unchanged. */
const sameSecret = (env: Record<string, string | undefined> = {}, ...more: string[]) =>
  cli(['connection', 'edit', 'drop', '--secret', 'password=env:PW', ...more], { env: { PW: secret, ...env } });

// A home of its own for each test: what one environment holds decides what the next command means.
beforeEach(() => {
  cli = createKeptCli();
});
afterEach(() => cli.remove());

describe('environment add, list and use', () => {
  test('D11 makes one with you as its first administrator', async () => {
    const ran = await cli.ok(['environment', 'add', 'test', '--display-name', 'For trying things']);
    expect(ran.stdout).toBe('created  environment test\n');
    expect(ran.stderr).toBe('hint: cinch environment use test\n');
    expect(await listed()).toEqual([
      {
        name: 'test',
        current: true,
        displayName: 'For trying things',
        production: false,
        connections: 0,
        location: join(cli.home, 'environments', 'test.db'),
        fault: null,
      },
    ]);
    expect((await cli.ok(['whoami', '-o', 'json'])).json().role).toBe('administrator');
  });

  test('answers with a ChangeResult, and a dry run makes nothing', async () => {
    const dry = await cli.ok(['environment', 'add', 'test', '--dry-run', '-o', 'json']);
    const change = { change: 'environment.add', kind: 'environment', id: '', name: 'test', result: 'created' };
    expect(dry.json()).toMatchObject({ kind: 'ChangeResult', dryRun: true, changes: [change], next: [] });
    expect(await listed()).toEqual([]);
    expect(existsSync(join(cli.home, 'environments', 'test.db'))).toBe(false);
    const done = await cli.ok(['environment', 'add', 'test', '-o', 'json']);
    expect(done.json()).toMatchObject({ result: 'created', dryRun: false, next: ['cinch environment use test'] });
  });

  test.each([
    [['Test'], 'lower-case letters, digits and dashes'],
    [['../escape'], 'lower-case letters, digits and dashes'],
    [['test', '--tenant', 'contoso'], 'Tenant has to be the id or a domain of the organisation'],
    [['test', '--display-name', 'a\u001b[31mb'], 'holds a control character'],
  ])('refuses %j with the rule, in a dry run as well', async (argv, says) => {
    for (const more of [[], ['--dry-run']]) {
      const ran = await cli(['environment', 'add', ...argv, ...more]);
      expect(ran.exit).toBe(2);
      expect(ran.stderr).toContain(says);
    }
    expect(await listed()).toEqual([]);
  });

  test('one that is there is refused, or left alone with --if-exists skip', async () => {
    await cli.ok(['environment', 'add', 'test']);
    const ran = await cli(['environment', 'add', 'test']);
    expect(ran.exit).toBe(7);
    expect(ran.stderr).toContain('hint: cinch environment use test\n');
    expect((await cli.ok(['environment', 'add', 'test', '--if-exists', 'skip'])).stdout).toMatch(/^unchanged/);
    expect((await cli(['environment', 'add', 'test', '--if-exists', 'update'])).exit).toBe(2);
  });

  test('with several and none chosen it says so; use chooses, a variable goes before it, and -e before both', async () => {
    for (const name of ['one', 'two', 'three']) await cli.ok(['environment', 'add', name]);
    const unclear = await cli(['whoami']);
    expect(unclear.exit).toBe(3);
    expect(unclear.stderr).toContain('there are 3 environments and none is chosen: one, three, two');
    expect(unclear.stderr).toContain('hint: cinch environment use one\n');

    expect((await cli.ok(['environment', 'use', 'two', '--dry-run'])).stdout).toContain('would use  environment two');
    expect((await cli(['whoami'])).exit).toBe(3);
    expect((await cli.ok(['environment', 'use', 'two'])).stdout).toBe('using  environment two\n');
    expect((await cli.ok(['environment', 'use', 'two'])).stdout).toBe('unchanged  environment two\n');

    const where = async (argv: string[], env = {}) =>
      (await cli.ok(['whoami', '-o', 'json', ...argv], { env })).json().environment;
    const variable = { CINCH_ENVIRONMENT: 'three' };
    expect(await where([])).toBe('two');
    expect(await where([], variable)).toBe('three');
    expect(await where(['-e', 'one'], variable)).toBe('one');
    const explained = await cli.ok(['config', 'explain', 'environment', '-e', 'one', '-o', 'json'], { env: variable });
    expect(explained.json().items).toEqual([
      {
        key: 'environment',
        value: 'one',
        origin: '--environment',
        overrides: ['CINCH_ENVIRONMENT (three)', 'preference environment (two)'],
      },
    ]);

    const warned = await cli.ok(['environment', 'use', 'one'], { env: variable });
    expect(warned.stderr).toContain(
      'warning: `CINCH_ENVIRONMENT` says `three` and goes before this; `cinch config explain` shows it\n',
    );
    const current = (await listed()).filter((it: { current: boolean }) => it.current);
    expect(current).toMatchObject([{ name: 'one' }]);
  });

  test('one that is not there is refused with the nearest name', async () => {
    await cli.ok(['environment', 'add', 'production']);
    for (const argv of [
      ['use', 'prodution'],
      ['show', 'prodution'],
      ['remove', 'prodution'],
    ]) {
      const ran = await cli(['environment', ...argv]);
      expect(ran.exit).toBe(6);
      expect(ran.stderr).toContain('there is no environment `prodution`; did you mean `production`?');
    }
  });

  test('one that cannot be read is listed with its fault beside the others', async () => {
    for (const name of ['good', 'bad']) await cli.ok(['environment', 'add', name]);
    writeFileSync(join(cli.home, 'environments', 'bad.db'), 'nothing of the kind', { mode: 0o600 });
    expect(await listed()).toMatchObject([
      { name: 'bad', fault: expect.stringContaining('it is not a store') },
      { name: 'good', fault: null },
    ]);
    await cli.ok(['environment', 'remove', 'bad', '--confirm', 'bad']);
    expect(await listed()).toMatchObject([{ name: 'good' }]);
  });
});

describe('environment show and edit', () => {
  test('shows what it holds, where it lies, and the head of its trail', async () => {
    await cli.ok(['environment', 'add', 'prod', '--production', '--tenant', 'contoso.onmicrosoft.com']);
    await cli.ok(['environment', 'add', 'other']);
    expect(await shown('prod')).toMatchObject({
      kind: 'Environment',
      name: 'prod',
      production: true,
      tenant: 'contoso.onmicrosoft.com',
      secretStorage: null,
      location: join(cli.home, 'environments', 'prod.db'),
      counts: { connections: 0, exports: 0, enrichments: 0, users: 1 },
      auditHead: expect.stringMatching(/^[\w-]{43}$/),
    });
    expect((await cli.ok(['environment', 'show', 'prod'])).stdout).toMatch(/production +yes: every change asks/);
    expect((await shown('-e', 'other')).name).toBe('other');
  });

  test('changes its names and organisation; without a difference nothing is written', async () => {
    await cli.ok(['environment', 'add', 'test']);
    const edit = ['environment', 'edit', '--display-name', 'Trial', '--tenant', 'contoso.onmicrosoft.com'];
    expect((await cli.ok(edit)).stdout).toContain('(displayName, tenant)');
    expect((await cli.ok(edit)).stdout).toMatch(/^unchanged/);
    const { revision } = await shown();
    expect(await shown()).toMatchObject({ displayName: 'Trial', tenant: 'contoso.onmicrosoft.com', revision: 2 });
    expect((await cli(['environment', 'edit', '--unset', 'tenant', '--if-revision', '1'])).exit).toBe(7);
    await cli.ok(['environment', 'edit', '--unset', 'tenant', '--if-revision', String(revision)]);
    expect((await shown()).tenant).toBeNull();
    await cli.ok(['environment', 'edit', '--tenant', 'fabrikam.onmicrosoft.com', '--dry-run']);
    expect((await shown()).tenant).toBeNull();
    expect((await cli(['environment', 'edit', '--production', '--not-production'])).exit).toBe(2);
    expect((await cli(['environment', 'edit', '--tenant', 'contoso'])).exit).toBe(2);
  });

  test('in production every change asks for the name, also the one that ends it', async () => {
    await cli.ok(['environment', 'add', 'prod', '--production']);
    await cli.ok(['environment', 'add', 'test']);
    const ran = await cli(['environment', 'edit', 'prod', '--not-production', '-y']);
    expect(ran.exit).toBe(3);
    expect(ran.stderr).toContain('hint: cinch environment edit prod --not-production --yes --confirm prod\n');
    const user = await cli(['user', 'add', 'ana', '--role', 'viewer', '-e', 'prod']);
    expect(user.exit).toBe(3);
    expect(user.stderr).toContain('hint: cinch user add ana --role viewer --environment prod --confirm ana\n');
    expect((await cli(['environment', 'edit', 'prod', '--not-production', '--confirm', 'test'])).exit).toBe(2);
    await cli.ok(['environment', 'edit', 'prod', '--not-production', '--confirm', 'prod']);
    await cli.ok(['user', 'add', 'ana', '--role', 'viewer', '-e', 'prod']);
  });

  test('R32 is for administrators', async () => {
    await cli.ok(['environment', 'add', 'test']);
    for (const role of ['contributor', 'viewer', 'auditor', 'runner']) {
      await cli.ok(['user', 'add', role, '--role', role]);
      const as = ['--as', role];
      expect((await cli(['environment', 'edit', '--production', ...as])).exit).toBe(5);
      expect((await cli(['environment', 'remove', 'test', '--confirm', 'test', ...as])).exit).toBe(5);
      expect((await cli(['environment', 'backup', '--to', 'x', ...as])).exit).toBe(5);
      expect((await cli(['environment', 'show', ...as])).exit).toBe(0);
    }
    expect(existsSync(join(cli.home, 'x'))).toBe(false);
  });
});

describe('secret storage', () => {
  beforeEach(() => {
    cli.remove();
    cli = createKeptCli('passphrase');
  });
  test('goes from a passphrase to a key file and to a new key, and the stored secrets still open', async () => {
    await addDrop();
    expect(await shown()).toMatchObject({ secretStorage: 'passphrase', keyVersion: 1 });
    const file = join(cli.home, 'cinch.key');

    const move = ['environment', 'edit', '--secret-storage', 'key-file'];
    const env = { CINCH_KEY_FILE: file };
    expect((await cli.ok([...move, '--dry-run'], { env })).stdout).toContain('would update');
    expect(existsSync(file)).toBe(false);
    const moved = await cli.ok(move, { env });
    expect(moved.stdout).toBe('updated  environment local  (secretStorage)\n');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(await shown()).toMatchObject({ secretStorage: 'key-file', keyVersion: 1 });
    const only = { CINCH_KEY_FILE: file, CINCH_PASSPHRASE: undefined };
    expect((await sameSecret(only)).stdout).toMatch(/^unchanged/);

    const rotated = await cli.ok(['environment', 'edit', '--rotate', '--reason', 'yearly'], { env: only });
    expect(rotated.stdout).toContain('(secretStorage, key)');
    expect(await shown()).toMatchObject({ secretStorage: 'key-file', keyVersion: 2 });
    expect((await sameSecret(only)).stdout).toBe('unchanged  connection drop  (revision 1)\n');

    const gone = await sameSecret({ CINCH_KEY_FILE: join(cli.home, 'other.key') });
    expect(gone.exit).toBe(11);
    expect(gone.stderr).toContain('there is no file');
    expect((await sameSecret({ CINCH_PASSPHRASE: undefined })).stderr).toContain('CINCH_KEY_FILE is not set');
  });

  test('another passphrase, from a source and never from the command line', async () => {
    await addDrop();
    const typed = await cli(['environment', 'edit', '--new-passphrase', 'battery-staple']);
    expect(typed.exit).toBe(2);
    expect(typed.stdout + typed.stderr).not.toContain('battery-staple');
    await cli.ok(['environment', 'edit', '--new-passphrase', 'env:NEXT'], { env: { NEXT: 'battery-staple' } });
    const old = await sameSecret();
    expect(old.exit).toBe(11);
    expect(old.stderr).toContain('it does not open with the one that was given');
    expect(old.stderr).toContain('hint: export CINCH_PASSPHRASE=PASSPHRASE\n');
    expect((await sameSecret({ CINCH_PASSPHRASE: 'battery-staple' })).stdout).toMatch(/^unchanged/);
    const input = { env: { CINCH_PASSPHRASE: 'battery-staple' }, input: 'third\n' };
    await cli.ok(['environment', 'edit', '--new-passphrase', 'stdin', '--rotate'], input);
    expect((await sameSecret({ CINCH_PASSPHRASE: 'third' })).stdout).toMatch(/^unchanged/);
  });

  test('a wrong passphrase opens nothing and changes nothing', async () => {
    await addDrop();
    const ran = await sameSecret({ CINCH_PASSPHRASE: 'wrong' });
    expect(ran.exit).toBe(11);
    const storage = ['environment', 'edit', '--secret-storage', 'key-file'];
    const env = { CINCH_PASSPHRASE: 'wrong', CINCH_KEY_FILE: join(cli.home, 'k') };
    expect((await cli(storage, { env })).exit).toBe(11);
    expect((await shown()).secretStorage).toBe('passphrase');
    const again = await cli(['environment', 'edit', '--secret-storage', 'passphrase']);
    expect(again.exit).toBe(11);
    expect(again.stderr).toContain('no new passphrase was given and nobody can be asked for one');
  });

  test('without any storage a secret is refused with the ways to have one, and nothing is kept', async () => {
    const fields = ['--hostname', 'a.example', '--username', 'u', '--secret', 'password=env:PW', ...terms];
    const ran = await cli(['connection', 'add', 'sftp', 'Drop', ...fields, '-o', 'json'], {
      env: { PW: secret, CINCH_PASSPHRASE: undefined },
    });
    expect(ran.exit).toBe(11);
    expect(ran.json()).toMatchObject({ code: 'secret.no_storage', retryable: false });
    expect(ran.json().fix[1]).toContain('export CINCH_PASSPHRASE=');
    expect((await cli(['connection', 'show', 'drop'])).exit).toBe(6);
  });

  test('the storage that is asked for before the first secret is the one that is made', async () => {
    await cli.ok(['environment', 'add', 'test']);
    const env = { CINCH_KEY_FILE: join(cli.home, 'unused.key') };
    await cli.ok(['environment', 'edit', '--secret-storage', 'passphrase'], { env });
    expect((await shown()).secretStorage).toBe('passphrase');
    expect(existsSync(env.CINCH_KEY_FILE)).toBe(false);
    await addDrop();
    expect((await sameSecret()).stdout).toMatch(/^unchanged/);
  });
});

describe('environment backup, restore and remove', () => {
  const lists = async (name: string) =>
    Promise.all(
      [
        ['connection', 'list'],
        ['export', 'list'],
        ['enrichment', 'list'],
        ['user', 'list'],
        ['audit', 'list'],
      ].map(async (argv) => (await cli.ok([...argv, '-e', name, '-o', 'json'])).json().items),
    );

  test('a backup restored under another name holds the same, and its secrets still open', async () => {
    await addDrop();
    await cli.ok(['export', 'add', 'Nightly', '--connection', 'drop', '--tables', 'Customer']);
    await cli.ok(['user', 'add', 'ana', '--role', 'viewer']);
    const backup = await cli.ok(['environment', 'backup', '--to', 'all.cinch-backup', '-o', 'json']);
    expect(backup.json()).toMatchObject({
      changes: [{ change: 'environment.backup', name: 'local' }],
      next: ['cinch environment restore all.cinch-backup --name OTHER'],
    });
    const file = join(cli.home, 'all.cinch-backup');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readFileSync(file).includes(secret)).toBe(false);

    const restore = ['environment', 'restore', file, '--name', 'again'];
    expect((await cli.ok([...restore, '--dry-run'])).stdout).toContain('would restore  environment again');
    expect(await listed()).toHaveLength(1);
    expect((await cli.ok(restore)).stdout).toBe('restored  environment again\n');
    expect(await lists('again')).toEqual(await lists('local'));
    expect((await sameSecret({}, '-e', 'again')).stdout).toMatch(/^unchanged/);
    expect((await cli.ok(['audit', 'verify', '-e', 'again'])).stdout).toMatch(/^sound/);

    const there = await cli(restore);
    expect(there.exit).toBe(7);
    await cli.ok(['connection', 'lock', 'drop', '--reason', 'moved', '-e', 'again']);
    expect((await cli.ok(['connection', 'show', 'drop', '-e', 'local', '-o', 'json'])).json().lock).toBeNull();
  });

  test('what is missing is told, and a file that is there is never written over', async () => {
    await cli.ok(['environment', 'add', 'test']);
    expect((await cli(['environment', 'backup', '-o', 'json'])).json().missing).toMatchObject([{ flag: '--to FILE' }]);
    expect((await cli(['environment', 'restore', 'x', '-o', 'json'])).json().missing).toMatchObject([
      { flag: '--name NAME' },
    ]);
    await cli.ok(['environment', 'backup', 'test', '--to', 'b', '--dry-run']);
    expect(existsSync(join(cli.home, 'b'))).toBe(false);
    writeFileSync(join(cli.home, 'b'), 'precious');
    for (const more of [[], ['--dry-run']]) {
      const ran = await cli(['environment', 'backup', 'test', '--to', 'b', ...more]);
      expect(ran.exit).toBe(2);
      expect(ran.stderr).toContain('`b` exists already');
    }
    expect(readFileSync(join(cli.home, 'b'), 'utf8')).toBe('precious');
  });

  test.each([
    ['cut short', (path: string) => truncateSync(path, statSync(path).size / 2), 12],
    ['empty', (path: string) => truncateSync(path, 0), 12],
    ['something else', (path: string) => writeFileSync(path, 'hello'), 12],
    ['altered in one byte', alterOneByte, 12],
  ])('a backup that is %s is refused, and no environment is made', async (_, spoil, exit) => {
    await cli.ok(['connection', 'add', 'mailchimp', 'A letter to find', ...terms]);
    await cli.ok(['environment', 'backup', '--to', 'b']);
    spoil(join(cli.home, 'b'));
    const ran = await cli(['environment', 'restore', 'b', '--name', 'again']);
    expect(ran.exit).toBe(exit);
    expect(ran.stderr).toContain('nothing of it was used');
    expect(await listed()).toMatchObject([{ name: 'local' }]);
  });

  test('a backup that is not there is not made by looking for it', async () => {
    const ran = await cli(['environment', 'restore', 'nowhere', '--name', 'again']);
    expect(ran.exit).toBe(2);
    expect(ran.stderr).toContain('`nowhere` is not there');
    expect(existsSync(join(cli.home, 'nowhere'))).toBe(false);
    expect((await cli(['environment', 'restore', cli.home, '--name', 'again'])).exit).toBe(2);
  });

  test('removing says how many connections would go, and always asks for the name', async () => {
    await cli.ok(['connection', 'add', 'mailchimp', 'Letter', ...terms]);
    await cli.ok(['environment', 'add', 'spare']);
    await cli.ok(['environment', 'use', 'local']);
    const full = await cli(['environment', 'remove', 'local', '-y']);
    expect(full.exit).toBe(3);
    expect(full.stderr).toContain('`local` holds 1 connection, and all of it would go');
    expect(full.stderr).toContain('hint: cinch environment backup local --to local.cinch-backup\n');
    expect(full.stderr).toContain('hint: cinch environment remove local --confirm local\n');
    const empty = await cli(['environment', 'remove', 'spare', '-y']);
    expect(empty.exit).toBe(3);
    expect(empty.stderr).toContain('hint: cinch environment remove spare --confirm spare\n');
    expect((await cli(['environment', 'remove', 'local', '--confirm', 'spare'])).exit).toBe(2);
    expect((await cli.ok(['environment', 'remove', 'local', '--dry-run'])).stdout).toContain('would remove');
    expect(await listed()).toHaveLength(2);

    expect((await cli.ok(['environment', 'remove', 'local', '--confirm', 'local'])).stdout).toContain('removed');
    expect(await listed()).toMatchObject([{ name: 'spare', current: true }]);
    expect((await cli.ok(['config', 'get', 'environment'])).stdout).toBe('');
  });
});

function alterOneByte(path: string): void {
  const bytes = readFileSync(path);
  const at = bytes.indexOf('A letter to find');
  bytes[at] = 'B'.charCodeAt(0);
  writeFileSync(path, bytes);
}
