import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Cli } from '../support/cli.ts';
import { createKeptCli } from '../support/kept-cli.ts';
import { canary, terms } from './furniture.ts';

let cli: Cli;
beforeEach(() => {
  cli = createKeptCli();
});
afterEach(() => cli.remove());

/** What becomes of a file of that text: the exit code, and the document on stdout or on stderr. */
async function importing(from: string, text: string | Buffer, ...more: readonly string[]) {
  writeFileSync(join(cli.home, 'file'), text);
  const ran = await cli(['import', '--from', from, 'file', ...more, '-o', 'json']);
  expect(ran.stdout + ran.stderr).not.toContain(canary);
  return { exit: ran.exit, ...ran.json() };
}

const rows = (text: string | Buffer, ...more: readonly string[]) => importing('csv', text, '--type', 'sftp', ...more);

describe('a file that is something else', () => {
  test.each<readonly [what: string, from: string, text: string, says: string]>([
    ['nothing', 'airflow', ' \n', '`file` holds no connection'],
    ['nothing', 'rclone', '# a remark\n', '`file` holds no connection'],
    ['a list of nothing', 'airflow', '[]', '`file` holds no connection'],
    ['a text', 'airflow', 'just text', '`file` is nothing that Airflow wrote: it holds no connections by their names'],
    ['a number', 'airflow', '7', 'is nothing that Airflow wrote'],
    ['what rclone wrote', 'airflow', '[a]\ntype = sftp\n', 'it looks like one of rclone'],
    ['what Airflow wrote', 'rclone', '{"a": {"conn_type": "sftp"}}', 'it looks like one of airflow'],
    ['what Airflow wrote', 'rclone', 'a:\n  conn_type: sftp\n', 'it looks like one of airflow'],
    ['some other text', 'rclone', '[a]\ntype = sftp\nwhat is this\n', 'line 3 is neither `[name]` nor `key = value`'],
    ['settings of nothing', 'rclone', 'type = sftp\n', 'line 1 is neither'],
    ['torn JSON', 'airflow', '{"a": {"conn_type": "sftp"', 'file: '],
    ['a key twice', 'airflow', '{"a": {"conn_type": "sftp"}, "a": {"conn_type": "ssh"}}', 'file: 1 value'],
    ['a bomb', 'airflow', bomb(), 'file: '],
  ])('%s said to be of %s is refused in words', async (_, from, text, says) => {
    expect(await importing(from, text)).toMatchObject({ exit: 2, detail: expect.stringContaining(says) });
  });

  test('an encrypted configuration is refused with what opens it', async () => {
    const path = fileURLToPath(new URL('../support/import/rclone/encrypted.conf', import.meta.url));
    const { exit, stderr } = await cli(['import', '--from', 'rclone', path]);
    expect([exit, stderr]).toEqual([2, expect.stringContaining('rclone config show | cinch import --from rclone -')]);
  });

  test('a file that is not there, too large, or no text is refused', async () => {
    expect((await cli(['import', '--from', 'airflow', 'gone.json'])).stderr).toContain('`gone.json` is not there');
    expect(await importing('airflow', 'x'.repeat(11 * 2 ** 20))).toMatchObject({ exit: 2, code: 'input.file' });
    expect(await importing('rclone', Buffer.from([0xff, 0xfe, 0x41]))).toMatchObject({ exit: 2, code: 'input.file' });
    expect(await rows('')).toMatchObject({ exit: 2, code: 'import.empty' });
    expect(await rows('name,hostname\n')).toMatchObject({ exit: 2, code: 'import.empty' });
  });
});

describe('entries that are odd', () => {
  test('are named one by one, and no other suffers', async () => {
    const text = `{"__proto__": {"conn_type": "sftp", "host": "h.example", "login": "u", "password": "p"}, "constructor": {"conn_type": "toString"},
      "\\u001b[31mred": {"conn_type": "sftp", "host": "h\\u0007.example", "login": "u", "password": "p", "extra": {"__proto__": "x"}},
      "list": [1, 2], "number": 7, "torn": {"conn_type": "sendgrid", "password": "p", "extra": "{${canary}"}}`;
    const { exit, counts, entries, document } = await importing('airflow', text);

    expect([exit, counts]).toMatchObject([13, { entries: 6, imported: 2, incomplete: 1, unsupported: 3, secrets: 3 }]);
    expect(Object.keys(document.connections)).toEqual(['proto', '31mred', 'torn']);
    expect(document.connections['31mred'].displayName).toBe('[31mred');
    const why = Object.fromEntries(
      entries.map((it: { source: string; why: string; told: readonly { says: string }[] }) => [
        it.source.replace('\u001b', 'ESC'),
        it.why ?? it.told.map(({ says }) => says),
      ]),
    );
    expect(why).toMatchObject({
      constructor: 'no connection type fits `toString` of Airflow',
      list: 'it holds a list where one connection was expected',
      number: 'it holds no settings',
      torn: ['it is no JSON, so nothing in it was read'],
    });
  });

  test('reach no terminal with control characters', async () => {
    const text = '{"\\u001b[31mred\\u202e": {"conn_type": "\\u001b]0;x\\u0007", "\\u001b[2J": 1}, "\\u001b[3m": 1}';
    writeFileSync(join(cli.home, 'file'), text);
    const { stdout, stderr } = await cli(['import', '--from', 'airflow', 'file']);
    expect(stdout + stderr).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
    expect(stderr).toContain('\\u{1b}[31mred');
  });

  test('of separators alone are none, and a column without a name is told where something stands in it', async () => {
    const found = await rows(
      ',,,\nName,Host name,User name,,\n,,,,\na,h.example,u,x,\nb,h.example,u\n ,\t,,,\nc,h.example,u,,,\n',
    );
    expect(found.counts).toMatchObject({ entries: 3, imported: 0, incomplete: 3, unsupported: 0 });
    expect(found.columns.slice(3)).toEqual([{ column: 'column 4', field: null }]);
    expect((await rows('Name,,User name\na,h.example,u\n', '--map', 'column 2=hostname')).columns[1]).toEqual({
      column: 'column 2',
      field: 'hostname',
    });
    // Under the name may stand what belongs elsewhere.
    expect((await rows(`Name,User name\n${canary},u,x\n`)).entries).toMatchObject([
      { source: '2', why: 'it has 3 cells under 2 columns' },
    ]);
  });

  test('in letters of old, or in those of a workbook, are told with what helps', async () => {
    for (const [from, mark] of [
      ['airflow', '\ufeff'],
      ['rclone', '\ufeff'],
      ['airflow', ''],
    ] as const)
      expect(await importing(from, Buffer.from(`${mark}{"a": 1}`, 'utf16le'))).toMatchObject({
        detail: `\`file\` is ${mark === '' ? 'no' : 'UTF-16'} text; save it as UTF-8`,
      });
    expect((await rows(Buffer.from('name,hostname\na,h\n', 'utf16le'))).detail).toContain('save it as UTF-8');
    expect((await rows('PK\u0003\u0004...\n')).detail).toBe('`file` is a workbook; save the sheet as CSV');
    expect(await rows(Buffer.from('Name,Gr\xf6\xdfe\na,1\n', 'latin1'))).toMatchObject({
      detail: '`file` is not UTF-8 text; save it as UTF-8',
    });
  });

  test('of one name each get a name of their own, and it is told', async () => {
    const { document, entries } = await rows(
      'displayName,hostname,username,password\nDrop,h,u,p\ndrop,h,u,p\nDröp,h,u,p\n',
    );
    expect(Object.keys(document.connections)).toEqual(['drop', 'drop-2', 'drop-3']);
    expect(entries.map(({ line }: { line: number }) => line)).toEqual([3, 4]);
  });
});

describe('what does not go together', () => {
  test.each<readonly [what: string, argv: readonly string[], exit: number, says: string]>([
    ['secrets in a manifest', ['--from', 'rclone', 'f', '--with-secrets'], 2, 'a manifest never holds a secret'],
    ['taking over without changes', ['--from', 'rclone', 'f', '--take-over'], 2, 'goes with `--apply` only'],
    ['files and changes', ['--from', 'rclone', 'f', '--apply', '--to', 'x'], 2, 'give one of them'],
    ['a type for what names its own', ['--from', 'rclone', 'f', '--type', 'sftp'], 2, 'goes with `--from csv` only'],
    ['columns of what has none', ['--from', 'airflow', 'f', '--map', 'a=b'], 2, 'goes with `--from csv` only'],
    ['rows of no type', ['--from', 'csv', 'f'], 3, '--type TYPE'],
    ['a file of nobody', ['f'], 3, '--from airflow|rclone|csv'],
    ['nothing at all', ['--no-input'], 3, '2 inputs are missing\n  file  FILE '],
    ['a type that is none', ['--from', 'csv', 'f', '--type', 'sfpt'], 6, 'sftp'],
    ['a type that is not added', ['--from', 'csv', 'f', '--type', 'inmobi'], 2, 'InMobi'],
    ['terms that are none', ['--from', 'rclone', 'f', '--accept-terms', '1999-01'], 2, 'there are no terms'],
    ['a name that is none', ['--from', 'rclone', 'f', '--id', 'A B'], 2, '--id'],
    ['sharing with nobody', ['--from', 'rclone', 'f', '--share', 'everybody'], 2, '--share'],
  ])('%s', async (_, argv, exit, says) => {
    const ran = await cli(['import', ...argv]);
    expect([ran.exit, ran.stderr]).toEqual([exit, expect.stringContaining(says)]);
  });

  test('columns and fields that are not there, and two columns for one field', async () => {
    const text = 'Title,Server,Host\nx,h.example,h2.example\n';
    expect(await rows(text, '--map', 'Titel=displayName')).toMatchObject({
      code: 'import.no_column',
      detail: '`file` has no column `Titel`; did you mean `Title`?',
      fix: ['--map Title=displayName'],
    });
    expect(await rows(text, '--map', 'Server name=hostname', '--map', 'Title=name')).toMatchObject({
      fix: ['--map COLUMN=hostname'],
    });
    expect(await rows(text, '--map', 'Title=displayNam')).toMatchObject({
      issues: [{ code: 'unknown' }],
      fix: ['--map Title=displayName'],
    });
    expect((await rows(text, '--map', 'displayName=Title')).fix).toEqual(['--map Title=displayName']);
    expect(await rows(text, '--map', 'Server=hostname', '--map', 'Host=hostname', '--map', 'Title=name')).toMatchObject(
      {
        code: 'import.columns',
        detail: expect.stringContaining('more than one column goes to `hostname`'),
      },
    );
    expect(await rows(text, '--map', 'Server=hostname')).toMatchObject({ code: 'import.columns' });
  });

  test('a first line of values is not quoted: one of them may be a secret', async () => {
    expect(await rows(`drop,h.example,${canary}\n`)).toMatchObject({
      detail: '`file`: none of the columns is known; the first line has to name them',
    });
    expect(await rows(`drop,h.example,${canary}\n`, '--map', `${canary.slice(0, 4)}=hostname`)).toMatchObject({
      detail: `\`file\` has no column \`${canary.slice(0, 4)}\`; the first line has to name them`,
    });
  });

  test('a secret is no setting for all, nor is a field of another type or a value that none of them takes', async () => {
    const text = 'name,hostname,username\na,h.example,u\n';
    expect(await rows(text, '--set', `password=${canary}`)).toMatchObject({
      exit: 2,
      issues: [{ code: 'secret-as-setting' }],
    });
    expect(await rows(text, '--set', `apiKey=${canary}`)).toMatchObject({ exit: 2, issues: [{ code: 'unknown' }] });
    expect(await rows(text, '--set', 'exportFolder=../up')).toMatchObject({ exit: 2, issues: [{ code: 'format' }] });
  });
});

test('twenty thousand rows go to files of five thousand, and one that is broken stops no other', async () => {
  const lines = Array.from({ length: 20_000 }, (_, at) =>
    at === 12_345 ? `"Drop"${at},h,u,p` : `Drop ${at},h${at}.example,u,p`,
  );
  writeFileSync(join(cli.home, 'file'), `name,hostname,username,password\n${lines.join('\n')}\n`);
  const argv = [
    'import',
    '--from',
    'csv',
    'file',
    '--type',
    'sftp',
    '--accept-terms',
    terms,
    '--to',
    'out',
    '-o',
    'json',
  ];
  const { exit, stdout } = await cli(argv);
  const { counts, entries, files } = JSON.parse(stdout);

  expect([exit, counts.imported, entries]).toEqual([13, 19_999, [expect.objectContaining({ line: 12_347 })]]);
  expect(files.filter((it: string) => /manifest/.test(it))).toEqual([
    'out/manifest.yaml',
    'out/manifest-2.yaml',
    'out/manifest-3.yaml',
    'out/manifest-4.yaml',
  ]);
  const json = JSON.parse(stdout);
  expect([json.counts.secrets, json.secrets.length]).toEqual([19_999, 19_999]);
  const schema = await cli(['plan', '-f', 'out/manifest-3.yaml', '-o', 'json']);
  expect(schema.json().detail).not.toContain('cannot be accepted');
});

function bomb(): string {
  const level = (n: number) => `l${n}: &l${n} [${Array.from({ length: 10 }, () => `*l${n - 1}`).join(', ')}]`;
  return ['l0: &l0 [x, x, x, x, x, x, x, x, x, x]', ...Array.from({ length: 9 }, (_, n) => level(n + 1))].join('\n');
}
