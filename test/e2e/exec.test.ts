import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { secretValue } from '../../src/kernel/secret-value.ts';
import { createCanary } from '../support/canary.ts';
import { type Prepared, prepared } from '../support/prepared.ts';

const password = createCanary('the password', (core) => `p"w'\\${core}ü€\n$(x) \`y\`\r\n\ttail `);
const key = createCanary('the key', (core) => `-----BEGIN KEY-----\n${core}\n-----END KEY-----`);
const launcher = fileURLToPath(new URL('../../bin/cinch.js', import.meta.url));
const temporary = mkdtempSync(join(tmpdir(), 'cinch-exec-'));

let cli: Prepared;
beforeAll(async () => {
  const settings = { hostname: 'sftp.partner.example', username: 'svc-cdp' };
  const terms = '2026-11';
  cli = await prepared([
    {
      change: 'connection.add',
      type: 'sftp',
      displayName: 'Drop',
      settings,
      secrets: { password: secretValue(password.text) },
      terms,
    },
    {
      change: 'connection.add',
      type: 'sftp',
      displayName: 'Keyed',
      settings: { ...settings, authenticationMethod: 'sshKey', exportFolder: 'drop/in' },
      secrets: { privateKey: secretValue(key.text) },
      terms,
    },
    { change: 'user.add', name: 'con', role: 'contributor' },
    { change: 'user.add', name: 'aud', role: 'auditor' },
  ]);
});
afterAll(() => {
  cli.remove();
  rmSync(temporary, { recursive: true, force: true });
});

const exec = (connection: string, ...rest: string[]) => ['connection', 'exec', connection, ...rest];
/** Prints its environment as JSON. */
const shown = ['--', process.execPath, '-e', 'process.stdout.write(JSON.stringify(process.env))'];

/** The program in a process of its own, to be sent signals. */
function start(argv: readonly string[]) {
  const child = spawn(process.execPath, [launcher, ...argv], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: {
      PATH: process.env.PATH,
      HOME: cli.home,
      CINCH_HOME: cli.home,
      CINCH_KEY_FILE: join(cli.home, 'key'),
      TMPDIR: temporary,
    },
  });
  let out = '';
  const ended = new Promise<number | null>((resolve) => child.on('close', (code) => resolve(code)));
  const said = (text: string) =>
    new Promise<string>((resolve, reject) => {
      const look = () => out.includes(text) && resolve(out);
      child.stdout.on('data', (bytes: Buffer) => {
        out += bytes;
        look();
      });
      child.stdout.on('end', () => (out.includes(text) ? resolve(out) : reject(new Error(`it said only: ${out}`))));
    });
  return { child, ended, said };
}

describe('connection exec', () => {
  test('hands every field over as a variable, values to the last character, and nothing of its own', async () => {
    const ran = await cli.ok(exec('Drop', ...shown), {
      env: { CINCH_OUTPUT: 'table', CONN_PASSPHRASE: 'of an outer run', Cinch_Odd: 'x', OTHER: 'kept' },
    });

    const env = JSON.parse(ran.stdout);
    expect(env).toMatchObject({
      CONN_NAME: 'drop',
      CONN_HOSTNAME: 'sftp.partner.example',
      CONN_USERNAME: 'svc-cdp',
      CONN_AUTHENTICATION_METHOD: 'usernamePassword',
      CONN_PASSWORD: password.text,
      OTHER: 'kept',
    });
    expect(Object.keys(env).filter((name) => /^cinch_/i.test(name) || name === 'CONN_PASSPHRASE')).toEqual([]);
    expect(ran.stderr).toBe('');
  });

  test('with --clean-env hands on what a program needs to start and no more', async () => {
    const ran = await cli.ok(exec('drop', '--clean-env', ...shown), { env: { OTHER: 'x', TERM: 'dumb' } });

    const names = Object.keys(JSON.parse(ran.stdout)).filter((name) => !name.startsWith('CONN_'));
    expect(names.sort()).toEqual(['HOME', 'PATH', 'TERM']);
  });

  test('hands a field over in a private file that is gone afterwards, with the line end that key files need', async () => {
    const script =
      'const fs=require("fs"),p=process.env.CONN_PRIVATE_KEY_FILE;const s=fs.statSync(p),d=fs.statSync(require("path").dirname(p));' +
      'console.log(JSON.stringify([p,fs.readFileSync(p,"utf8"),s.mode&0o777,d.mode&0o777,process.env.CONN_PRIVATE_KEY??null]))';
    const ran = await cli.ok(exec('keyed', '--as-file', 'privateKey', '--', process.execPath, '-e', script), {
      env: { TMPDIR: temporary },
    });

    const [path, text, file, folder, variable] = JSON.parse(ran.stdout);
    expect([text, file, folder, variable]).toEqual([`${key.text}\n`, 0o600, 0o700, null]);
    expect([existsSync(path), readdirSync(temporary)]).toEqual([false, []]);
  });

  test('a field without a value cannot be a file, and what has one is named, never shown', async () => {
    const ran = await cli(exec('drop', '--as-file', 'pasword', '--', 'true'));

    expect(ran.exit).toBe(2);
    expect(ran.stderr).toContain('did you mean `CONN_PASSWORD`?');
    expect(password.seenIn(ran.stderr)).toBeUndefined();
  });

  test('streams go through untouched, and so does what looks like a flag of ours', async () => {
    const input = 'bytes\0\x1b[31m\nwithout an end';
    const script = 'process.stdin.pipe(process.stdout);process.stderr.write(process.argv.slice(1).join("|"))';
    const ran = await cli.ok(
      exec('drop', '--', process.execPath, '-e', script, '--', '--help', '-o', 'json', '*', '$HOME', ''),
      {
        input,
      },
    );

    expect([ran.stdout, ran.stderr]).toEqual([input, '--help|-o|json|*|$HOME|']);
  });

  test.each([
    [['sh', '-c', 'exit 0'], 0],
    [['sh', '-c', 'exit 3'], 3],
    [['sh', '-c', 'kill -KILL $$'], 137],
    [['sh', '-c', 'kill -TERM $$'], 143],
    [['no-such-command-anywhere'], 127],
    [[temporary], 126],
  ] as const)('%j ends with %i', async (command, exit) => {
    expect((await cli(exec('drop', '--', ...command))).exit).toBe(exit);
  });

  test('a command that is not there, or may not be run, is told in our words and as a document', async () => {
    const script = join(temporary, 'plain.txt');
    writeFileSync(script, 'echo no\n', { mode: 0o600 });
    const absent = await cli(exec('drop', '-o', 'json', '--', 'no-such-command-anywhere'));
    const plain = await cli(exec('drop', '--', script));
    rmSync(script);

    expect(absent.json()).toMatchObject({ code: 'child.not_found', exit: 127 });
    expect(plain.exit).toBe(126);
    expect(plain.stderr).toContain('may not be run by this account');
  });

  test('without a command nothing is handed out, and the line that lacks one is shown', async () => {
    const before = (await cli.door.query('environment.show', {})).auditHead;
    const ran = await cli(exec('drop'));

    expect(ran.exit).toBe(3);
    expect(ran.stderr).toContain('hint: cinch connection exec drop -- printenv\n');
    expect((await cli(exec('drop', 'printenv'))).exit).toBe(2);
    expect((await cli.door.query('environment.show', {})).auditHead).toBe(before);
  });

  test('the trail has the entry before the command starts, with its reason', async () => {
    const asks = 'CINCH_HOME="$1" exec "$2" "$3" audit list --limit 1 -o json';
    const command = ['sh', '-c', asks, 'sh', cli.home, process.execPath, launcher];
    const { items } = (await cli.ok(exec('drop', '--reason', 'ticket 42', '--', ...command))).json();

    expect(items).toMatchObject([
      { action: 'connection.exec', target: { name: 'drop' }, fields: ['secrets.password'], reason: 'ticket 42' },
    ]);
  });

  test('R5 D15 contributors and auditors are refused before anything is looked up', async () => {
    for (const as of ['con', 'aud']) {
      const ran = await cli(exec('no-such', '--as', as, '--', 'true'));
      expect(ran.exit).toBe(5);
      expect(ran.stderr).toContain('`connection exec` needs an administrator');
    }
  });

  test.each(['SIGTERM', 'SIGINT', 'SIGHUP', 'SIGUSR2'] as const)(
    '%s is passed on, the child decides how it ends, and its files are gone',
    async (signal) => {
      const script = `process.on('${signal}',()=>process.exit(7));console.log('ready');setInterval(()=>{},1000)`;
      const { child, ended, said } = start(
        exec('keyed', '--as-file', 'privateKey', '--', process.execPath, '-e', script),
      );
      await said('ready');
      expect(readdirSync(temporary)).toHaveLength(1);

      child.kill(signal);

      expect(await ended).toBe(7);
      expect(readdirSync(temporary)).toEqual([]);
    },
  );

  test('a child that is ended by a signal that was passed on gives the code of a shell', async () => {
    const { child, ended, said } = start(exec('drop', '--', 'sh', '-c', 'echo ready; exec sleep 60'));
    await said('ready');
    child.kill('SIGTERM');

    expect(await ended).toBe(143);
  });

  test('kill -9 of the child is told as 137, and its files are gone', async () => {
    const { ended, said } = start(
      exec('keyed', '--as-file', 'privateKey', '--', 'sh', '-c', 'echo ready $$ .; exec sleep 60'),
    );
    const pid = Number(/ready (\d+) \./.exec(await said(' .'))?.[1]);
    process.kill(pid, 'SIGKILL');

    expect(await ended).toBe(137);
    expect(readdirSync(temporary)).toEqual([]);
  });

  test('kill -9 of us leaves private files, which the next command clears away once nothing uses them any more', async () => {
    // Ready as soon as it is noted: a moment earlier nobody could know that it uses them.
    const notes = join(cli.home, 'under-way');
    const script = `until grep -qs ",$$]" ${notes}/*.json; do :; done; echo ready $$ .; exec sleep 60`;
    const { child, ended, said } = start(exec('keyed', '--as-file', 'privateKey', '--', 'sh', '-c', script));
    const pid = Number(/ready (\d+) \./.exec(await said(' .'))?.[1]);
    child.kill('SIGKILL');
    await new Promise((resolve) => child.on('exit', resolve));
    const kept = () => [readdirSync(temporary).length, readdirSync(notes).length];

    await cli.ok(exec('drop', '--', 'true'));
    expect(kept()).toEqual([1, 1]);
    process.kill(pid, 'SIGKILL');
    await ended;
    await cli.ok(exec('drop', '--', 'true'));

    expect(kept()).toEqual([0, 0]);
  });

  test('no secret is in an argument of any process, nor in a file that is left', async () => {
    const { child, ended, said } = start(
      exec(
        'drop',
        '--as-file',
        'hostname',
        '--',
        process.execPath,
        '-e',
        'console.log("pid",process.pid,".");process.stdin.resume()',
      ),
    );
    const pid = /pid (\d+) \./.exec(await said(' .'))?.[1];
    if (existsSync(`/proc/${pid}/cmdline`))
      for (const it of [pid, child.pid]) {
        expect(password.seenIn(readFileSync(`/proc/${it}/cmdline`, 'utf8'))).toBeUndefined();
      }
    child.stdin.end();
    expect(await ended).toBe(0);
    expect(readdirSync(temporary)).toEqual([]);
    expect(password.seenIn(cli.kept())).toBeUndefined();
  });

  test('a folder for private files that cannot be made ends in a problem of its own, and nothing ran', async () => {
    const ran = await cli(exec('keyed', '--as-file', 'privateKey', '--', 'echo', 'ran'), {
      env: { TMPDIR: join(temporary, 'absent') },
    });

    expect([ran.exit, ran.stdout]).toEqual([12, '']);
    expect(key.seenIn(ran.stderr)).toBeUndefined();
  });
});
