import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { expectGolden } from '../support/golden.ts';
import { preparedKept } from '../support/kept-cli.ts';
import type { Prepared } from '../support/prepared.ts';
import { canary, drop, people, terms } from './furniture.ts';

const fixture = (path: string) => fileURLToPath(new URL(`../support/import/${path}`, import.meta.url));
const agreed = ['--accept-terms', terms];

/** Settings that no other tool keeps, by the type that asks for them. */
const storage = ['subscription=S', 'resourceGroup=rg', 'container=out', 'storageAccount=contosodata'];
const files: readonly (readonly [path: string, ...more: string[]])[] = [
  ['airflow/sftp.json', 'hostname=sftp.partner.example'],
  ['airflow/ssh.yaml'],
  ['airflow/wasb.json', ...storage.slice(0, 3)],
  ['airflow/adls.yaml', ...storage.slice(0, 3)],
  ['airflow/azure-data-lake.json', ...storage.slice(0, 3)],
  ['airflow/azure-synapse.json', ...storage.slice(2)],
  ['airflow/sendgrid.yaml'],
  ['airflow/facebook-social.json'],
  ['airflow/http.json', 'addressBookId=1', 'adAccount=act_1', 'customerId=123-456-7890', 'accountId=507654321'],
  ['airflow/list.json'],
  ['airflow/addresses.yaml', ...storage.slice(0, 3)],
  ['rclone/sftp.conf', 'hostname=sftp.partner.example', 'username=svc-cdp'],
  ['rclone/azureblob.conf', ...storage.slice(0, 3)],
  ['csv/sftp.csv', 'hostname=sftp.partner.example'],
  ['csv/azure-blob-storage.csv', 'storageAccount=contosodata'],
  ['csv/sendgrid.tsv'],
];
const ofRows: { readonly [path: string]: readonly string[] } = {
  'csv/sftp.csv': ['--type', 'sftp'],
  'csv/azure-blob-storage.csv': ['--type', 'azure-blob-storage'],
  'csv/sendgrid.tsv': ['--type', 'sendgrid', '--map', 'Titel=displayName', '--map', 'Schluessel=apiKey'],
};
const lineOf = (path: string) => ['import', '--from', path.split('/')[0] ?? '', fixture(path), ...(ofRows[path] ?? [])];

let cli: Prepared;
let out: string;
beforeEach(async () => {
  cli = await preparedKept(people);
  out = mkdtempSync(join(tmpdir(), 'cinch-import-'));
});
afterEach(() => {
  cli.remove();
  rmSync(out, { recursive: true, force: true });
});

describe('every kind of file', () => {
  test.each(files.map(([path]) => path))('%s becomes a manifest, and all of it is told', async (path) => {
    const { stdout, stderr } = await cli(lineOf(path));
    const told = stderr.replaceAll(fixture(''), '');

    expectGolden(`import/${path.replace(/[/.]/g, '-')}`, `${told}\n${stdout}`);
    expect(stdout + stderr).not.toContain(canary);
  });

  test.each(files)(
    'the manifest of %s plans without a problem, once what is missing is given',
    async (path, ...more) => {
      const set = more.flatMap((it) => ['--set', it]);
      const { stdout } = await cli([...lineOf(path), ...agreed, ...set, '-o', 'json']);
      const { document, secrets, counts, entries } = JSON.parse(stdout);
      const env = Object.fromEntries(secrets.map(({ variable }: { variable: string }) => [variable, canary]));
      writeFileSync(join(cli.home, 'manifest.json'), JSON.stringify(document));
      const planned = (await cli.ok(['plan', '-f', 'manifest.json', '-o', 'json'], { env })).json();

      const variables = secrets.map(({ variable }: { variable: string }) => variable);
      for (const { missing } of entries) for (const { value } of missing) expect(variables).toContain(value);
      expect(planned.counts).toMatchObject({ create: counts.imported + counts.incomplete, blocked: 0 });
      expect(cli.printed()).not.toContain(canary);
    },
  );

  test('every entry is counted once, and the counts add up', async () => {
    for (const [path] of files) {
      const { entries, imported, incomplete, unsupported } = JSON.parse(
        (await cli([...lineOf(path), '-o', 'json'])).stdout,
      ).counts;
      expect([path, imported + incomplete + unsupported]).toEqual([path, entries]);
    }
  });
});

describe('what comes of it', () => {
  test('goes to files that a plan reads, and nothing there is replaced', async () => {
    const { exit, stderr } = await cli([...lineOf('airflow/sftp.json'), ...agreed, '--to', out]);

    expect([exit, readdirSync(out).sort()]).toEqual([13, ['manifest.schema.json', 'manifest.yaml', 'values.yaml']]);
    expect(stderr).toContain(`hint: cinch plan -f ${out} --values ${out}/values.yaml`);
    expect(readFileSync(join(out, 'values.yaml'), 'utf8')).toContain('# no-host-hostname: Host name of no-host\n');
    const again = await cli([...lineOf('airflow/sftp.json'), '--to', out]);
    expect([again.exit, again.stderr]).toEqual([2, expect.stringContaining('is there already')]);

    const plan = ['plan', '-f', out, '--value', 'no-host-hostname=h.example', '-o', 'json'];
    const env = { PARTNER_SFTP_PASSWORD: 'a', NO_HOST_PASSWORD: 'b' };
    expect((await cli.ok(plan, { env })).json().counts).toMatchObject({ create: 2, blocked: 0 });
  });

  test('is nothing at all with a dry run', async () => {
    await cli([...lineOf('airflow/sftp.json'), '--to', join(out, 'new'), '--dry-run']);
    expect(readdirSync(out)).toEqual([]);
  });

  test('is named by `--id`, shared by `--share`, and owned by that manifest', async () => {
    const line = [...lineOf('airflow/ssh.yaml'), ...agreed, '--id', 'moved', '--share', 'contributors'];
    const { stdout } = await cli([...line, '-o', 'json']);
    expect(JSON.parse(stdout).document).toMatchObject({
      id: 'moved',
      connections: { keyed: { share: ['contributors'], terms } },
    });
  });

  test('comes from standard input too', async () => {
    const { stdout } = await cli(['import', '--from', 'csv', '-', '--type', 'sendgrid'], {
      input: 'name,apiKey\nx,k\n',
    });
    expect(stdout).toContain('displayName: x\n');
  });
});

describe('with `--apply`', () => {
  const apply = [...lineOf('rclone/sftp.conf'), ...agreed, '--apply', '--yes'];
  const passwordOf = async (name: string, variable: string) =>
    (await cli.ok(['connection', 'exec', name, '--', 'printenv', variable])).stdout.trim();

  test('secrets come along when they are asked for: read, sealed, and never seen', async () => {
    const ran = await cli([...apply, '--with-secrets']);
    const summary = ran.stderr.replace(fixture('rclone/sftp.conf'), 'sftp.conf');

    expectGolden('import/apply-rclone', `${summary}\n${ran.stdout}`);
    expect([ran.exit, ran.stdout]).toEqual([13, expect.stringContaining('created  connection partner-drop')]);
    expect(cli.printed() + cli.kept()).not.toContain(canary);
    expect(await passwordOf('partner-drop', 'CONN_PASSWORD')).toBe(canary);
    expect(await passwordOf('keyed', 'CONN_PASSPHRASE')).toBe('pass ü phrase');
    expect(await passwordOf('keyed', 'CONN_PRIVATE_KEY')).toContain(`PRIVATE KEY-----\n${canary}\n-----END`);
    const again = await cli([...apply, '--with-secrets', '-o', 'json']);
    expect(JSON.parse(again.stdout).applied.result).toBe('unchanged');
  });

  test('without them, what waits for a secret stays behind and is named; a variable brings it', async () => {
    const { exit, stdout, stderr } = await cli(apply);
    expect([exit, stdout]).toEqual([13, 'nothing to do\n']);
    expect(stderr).toContain('partner drop (line 2)    lacks password (PARTNER_DROP_PASSWORD)');
    expect(stderr).toContain('--with-secrets\n');

    await cli(apply, { env: { PARTNER_DROP_PASSWORD: 'by hand' } });
    expect(await passwordOf('partner-drop', 'CONN_PASSWORD')).toBe('by hand');
  });

  test('texts come as they are written, digits of numbers included, and a variable that is set by chance changes nothing', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'cinch-import-'));
    const [json, yaml] = [join(folder, 'numbers.json'), join(folder, 'numbers.yaml')];
    const entry = { conn_type: 'sftp', host: 'h.example', login: 'u', password: '@' };
    writeFileSync(json, JSON.stringify({ long: entry }).replace('"@"', '12345678901234567890'));
    writeFileSync(yaml, 'short: { conn_type: sftp, host: h.example, login: 007, password: 1.10 }\n');
    const env = { LONG_PASSWORD: 'by chance' };
    for (const file of [json, yaml])
      await cli(['import', '--from', 'airflow', file, ...agreed, '--apply', '--yes', '--with-secrets'], { env });
    rmSync(folder, { recursive: true, force: true });

    expect(await passwordOf('long', 'CONN_PASSWORD')).toBe('12345678901234567890');
    expect(await passwordOf('short', 'CONN_PASSWORD')).toBe('1.10');
    expect((await cli.ok(['connection', 'show', 'short', '-o', 'json'])).json().settings.username).toBe('007');
  });

  test('of two spellings of one key the first comes along, and the other is named', async () => {
    const extra = { private_key: 'first-5', extra__ssh__private_key: 'other-5', port: 1 };
    const file = join(tmpdir(), `cinch-two-${process.pid}.json`);
    writeFileSync(file, JSON.stringify({ two: { conn_type: 'ssh', host: 'h.example', login: 'u', extra } }));
    const { stdout, stderr } = await cli(['import', '--from', 'airflow', file]);
    rmSync(file);

    expect(stderr).toMatch(/extra\.extra__ssh__private_key\s+`extra\.private_key` says something else/);
    expect(stdout + stderr).not.toMatch(/(first|other)-5/);
  });

  test('a dry run changes nothing, and nothing is done without a yes or without the agreement', async () => {
    const line = [...lineOf('airflow/ssh.yaml'), '--apply', '--with-secrets'];
    expect((await cli([...line, ...agreed, '--dry-run'])).stdout).toContain('would create  connection keyed');
    expect((await cli([...line, ...agreed])).exit).toBe(3);
    expect((await cli([...line, '--yes', '-o', 'json'])).json()).toMatchObject({ exit: 14, code: 'consent.needed' });
    expect((await cli.ok(['connection', 'list', '-o', 'json'])).json().total).toBe(0);
  });

  test('what another manifest owns stays with it unless it is taken over', async () => {
    const line = [...lineOf('airflow/ssh.yaml'), ...agreed, '--apply', '--with-secrets', '--yes'];
    await cli.door.apply([drop('keyed', { manifest: 'another' })]);
    const { exit, stderr } = await cli(line);
    expect([exit, stderr]).toEqual([8, expect.stringContaining('1 thing stops the plan')]);
    expect((await cli([...line, '--take-over', '--keep-secrets'])).stdout).toContain('connection keyed');
  });

  test('what was made by hand under one of its names stays as it is unless it is taken over', async () => {
    const line = [...lineOf('airflow/ssh.yaml'), ...agreed, '--apply', '--with-secrets', '--yes'];
    await cli.door.apply([drop('keyed')]);
    const before = (await cli.ok(['connection', 'show', 'keyed', '-o', 'json'])).json();
    const { exit, stderr } = await cli(line);
    expect([exit, stderr]).toEqual([8, expect.stringContaining('belongs to no manifest; `--take-over`')]);
    expect((await cli.ok(['connection', 'show', 'keyed', '-o', 'json'])).json()).toEqual(before);

    expect((await cli([...line, '--take-over', '--keep-secrets'])).stdout).toContain('connection keyed');
    expect((await cli([...line, '-o', 'json'])).json().applied.result).toBe('unchanged');
  });

  test('only administrators do it', async () => {
    const line = [...lineOf('airflow/ssh.yaml'), ...agreed, '--apply', '--with-secrets', '--yes'];
    expect((await cli([...line, '--as', 'carl'])).exit).toBe(5);
  });
});
