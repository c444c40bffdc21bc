import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { ConnectionDetail } from '../../src/model/query.ts';
import { preparedKept } from '../support/kept-cli.ts';
import type { Prepared } from '../support/prepared.ts';
import { canary, drop, exportOn, lookup, newsletter, people, terms } from './furniture.ts';

let cli: Prepared;

describe('settings and secrets', () => {
  beforeEach(async () => {
    cli = await preparedKept([drop('Retail nightly drop')]);
  });
  afterEach(() => cli.remove());

  test('a typed flag of its type changes one field', async () => {
    const { stdout, stderr } = await edit('--username', 'bob', '--reason', 'new account');
    expect(stdout).toBe('updated  connection retail-nightly-drop  (username; revision 2)\n');
    expect(stderr).toBe('environment local\nhint: cinch connection show retail-nightly-drop\n');
    expect((await shown()).settings).toMatchObject({ username: 'bob', hostname: 'sftp.partner.example' });
  });

  test('typed flags are known before and after the name, and by the display name', async () => {
    await cli.ok(['connection', 'edit', '--username', 'bob', 'Retail nightly drop', '--export-folder', 'Nightly/Drop']);
    expect((await shown()).settings).toMatchObject({ username: 'bob', exportFolder: 'nightly/drop' });
  });

  test('with -o json the document alone is printed', async () => {
    const { stdout, stderr } = await edit('--set', 'username=bob', '-o', 'json');
    expect(stderr).toBe('');
    expect(JSON.parse(stdout)).toMatchObject({
      apiVersion: 'cinch/v1',
      kind: 'ChangeResult',
      result: 'updated',
      dryRun: false,
      changes: [{ change: 'connection.edit', name: 'retail-nightly-drop', fields: ['username'], revision: 2 }],
      warnings: [],
      next: ['cinch connection show retail-nightly-drop'],
    });
  });

  test('R7 a value that is kept in another form is told', async () => {
    expect((await edit('--export-folder', 'Nightly/Drop')).stderr).toContain(
      'warning: Export folder is kept as `nightly/drop`\n',
    );
  });

  test('without a difference nothing is written', async () => {
    const { exit, stdout } = await edit('--username', 'svc-cdp');
    expect([exit, stdout]).toEqual([0, 'unchanged  connection retail-nightly-drop  (revision 1)\n']);
    expect((await cli.door.query('connection.history', { connection: 'retail-nightly-drop' })).total).toBe(1);
  });

  test('with nothing to change it is told what can be', async () => {
    const { exit, stdout, stderr } = await edit();
    expect([exit, stdout]).toEqual([2, '']);
    for (const flag of ['--hostname', '--export-folder', '--secret password=SOURCE', '--unset FIELD', '--share WHO'])
      expect(stderr).toContain(flag);
    expect(stderr).toContain('hint: cinch connection edit --help\n');
  });

  test('--keep-secrets alone changes nothing', async () => {
    expect((await edit('--keep-secrets', '--yes')).exit).toBe(2);
  });

  test('--unset takes values away, and what is required is asked for', async () => {
    await edit('--export-folder', 'nightly');
    await edit('--unset', 'exportFolder', '--unset', 'authenticationMethod');
    expect((await shown()).settings).toEqual({
      authenticationMethod: 'usernamePassword',
      hostname: 'sftp.partner.example',
      username: 'svc-cdp',
    });
    const ran = await edit('--unset', 'username', '--unset', 'password', '-o', 'json');
    expect(ran.exit).toBe(3);
    expect(JSON.parse(ran.stderr).missing).toEqual([
      { input: 'username', flag: '--username TEXT', help: expect.any(String) },
      { input: 'password', flag: '--secret password=SOURCE', help: expect.any(String) },
    ]);
  });

  test('--unset of a field that is none is refused with the nearest', async () => {
    const { exit, stderr } = await edit('--unset', 'exportfolder');
    expect([exit, stderr]).toEqual([2, expect.stringContaining('did you mean `exportFolder`?')]);
  });

  test('a field is either given or taken away', async () => {
    const { exit, stderr } = await edit('--unset', 'username', '--username', 'bob');
    expect([exit, stderr]).toEqual([2, expect.stringContaining('`--unset` takes a field that is not set as well')]);
  });

  test('everything that is wrong is told at once, and nothing is changed', async () => {
    const ran = await edit(
      '--hostname',
      'https://no',
      '--set',
      'authenticationMethod=keys',
      '--set',
      'folder=x',
      '-o',
      'json',
    );
    expect([ran.exit, ran.stdout]).toEqual([2, '']);
    const { code, issues } = JSON.parse(ran.stderr);
    expect(code).toBe('input.refused');
    expect(issues.map(({ path, flag }: { path: string; flag: string }) => [path, flag])).toEqual([
      ['authenticationMethod', '--authentication-method usernamePassword|sshKey'],
      ['hostname', '--hostname TEXT'],
      ['folder', '--set folder=VALUE'],
    ]);
    expect((await shown()).revision).toBe(1);
  });

  test('D2 the type of a connection cannot be changed', async () => {
    expect((await edit('--type', 'mailchimp')).exit).toBe(2);
  });

  test('a new secret is sealed and never shown, and the same one again is unchanged', async () => {
    const { changedAt: before } = (await shown()).secrets.password as { changedAt: string };
    const env = { PW: `${canary}-two` };
    const give = () => cli.ok(['connection', 'edit', 'retail-nightly-drop', '--secret', 'password=env:PW'], { env });
    expect((await give()).stdout).toContain('(secrets.password; revision 2)');
    expect((await give()).stdout).toContain('unchanged');
    expect((await shown()).secrets.password).toMatchObject({
      source: 'stored',
      changedAt: expect.not.stringMatching(before),
    });
    expect(cli.kept()).not.toContain(canary);
  });

  test('a secret comes from a file or from standard input as well', async () => {
    const ran = await cli.ok(['connection', 'edit', 'retail-nightly-drop', '--secret', 'password=stdin'], {
      input: `${canary}-3\n`,
    });
    expect(ran.stdout).toContain('secrets.password');
  });

  test('a secret is never a flag, and never taken for its source', async () => {
    const flag = await edit('--password', canary);
    expect([flag.exit, flag.stderr]).toEqual([2, expect.stringContaining('hint: --secret password=env:VARIABLE\n')]);
    expect((await edit('--set', `password=${canary}`)).exit).toBe(2);
    expect((await edit('--secret', `password=${canary}`)).exit).toBe(2);
    expect((await edit('--secret', 'password=env:NOT_SET')).exit).toBe(11);
    expect(cli.printed()).not.toContain(canary);
  });

  test('D14 another target asks for the secret again, or to keep it knowingly', async () => {
    const { exit, stderr } = await edit('--hostname', 'sftp2.partner.example');
    expect(exit).toBe(3);
    expect(stderr).toContain('Host name says where the secret of `retail-nightly-drop` is sent');
    expect(stderr).toContain('  secrets.password  --secret password=SOURCE\n');
    expect(stderr).toContain('hint: --keep-secrets --yes\n');
    expect((await shown()).settings.hostname).toBe('sftp.partner.example');
  });

  test('D14 keeping the secret is a moderate question, and the refusal ends with the whole command', async () => {
    const asked = await edit('--hostname', 'sftp2.partner.example', '--keep-secrets');
    expect(asked.exit).toBe(3);
    const command =
      'cinch connection edit retail-nightly-drop --set hostname=sftp2.partner.example --keep-secrets --yes';
    expect(asked.stderr).toContain(`hint: ${command}\n`);
    const kept = await cli.ok([...command.split(' ').slice(1), '-o', 'json']);
    expect(kept.json().warnings).toEqual([expect.objectContaining({ code: 'secrets-kept' })]);
    expect((await shown()).settings.hostname).toBe('sftp2.partner.example');
  });

  test('D14 with the secret given again nothing is asked', async () => {
    const argv = [
      'connection',
      'edit',
      'retail-nightly-drop',
      '--hostname',
      'sftp2.partner.example',
      '--secret',
      'password=env:PW',
    ];
    expect((await cli.ok(argv, { env: { PW: canary } })).stdout).toContain('(hostname; revision 2)');
  });

  test('--if-revision refuses what changed meanwhile, and a dry run changes nothing', async () => {
    const dry = await edit('--username', 'bob', '--dry-run');
    expect(dry.stdout).toBe(
      'would update  connection retail-nightly-drop  (username; revision 2)\ndry run: nothing has changed\n',
    );
    await edit('--username', 'bob', '--if-revision', '1');
    const { exit, stderr } = await edit('--username', 'eve', '--if-revision', '1');
    expect(exit).toBe(7);
    expect(stderr).toContain(
      'error: connection `retail-nightly-drop` has changed meanwhile: it is at revision 2, not 1\n',
    );
    expect(stderr).toContain('hint: --if-revision 2\n');
  });
});

describe('sharing, terms and organisations', () => {
  beforeAll(async () => {
    cli = await preparedKept(
      [
        ...people,
        newsletter('News', { share: ['contributors'] }),
        newsletter('Named', { share: ['user:chloe', 'user:carl'] }),
        lookup('Company data'),
        exportOn('news', 'Weekly'),
      ],
      { tenant: 'contoso.onmicrosoft.com' },
    );
  });
  afterAll(() => cli.remove());

  test('R11 sharing more is changed without a question', async () => {
    const { stdout } = await cli.ok(['connection', 'edit', 'named', '--share', 'contributors']);
    expect(stdout).toContain('(sharedWith; revision 2)');
    await cli.ok(['connection', 'edit', 'named', '--share', 'user:chloe', '--share', 'user:carl', '--yes']);
  });

  test.each([
    ['news', ['administrators']],
    ['news', ['user:chloe']],
    ['named', ['user:chloe']],
  ])('taking %s away from someone by --share %j asks as unsharing does', async (name, words) => {
    const argv = ['connection', 'edit', name, ...words.flatMap((word) => ['--share', word])];
    const { exit, stderr } = await cli(argv);
    expect([exit, stderr]).toEqual([
      3,
      expect.stringContaining('from contributors who can use it now; confirm it with `--yes`'),
    ]);
  });

  test('D4 and says which exports become view-only', async () => {
    const { stderr } = await cli.ok(['connection', 'edit', 'news', '--share', 'administrators', '--yes']);
    expect(stderr).toContain(
      'warning: contributors keep seeing these exports and can no longer change them: `weekly`\n',
    );
  });

  test('R14 an enrichment connection is not shared', async () => {
    const { exit, stderr } = await cli(['connection', 'edit', 'company-data', '--share', 'contributors']);
    expect([exit, stderr]).toEqual([
      2,
      expect.stringContaining('administrators and contributors can always use those'),
    ]);
  });

  test('R9 terms are accepted by their version alone', async () => {
    expect((await cli(['connection', 'edit', 'news', '--accept-terms', terms])).stdout).toMatch(/^unchanged/);
    const { exit, stderr } = await cli(['connection', 'edit', 'news', '--accept-terms', '1999-01']);
    expect([exit, stderr]).toEqual([2, expect.stringContaining(`hint: --accept-terms ${terms}\n`)]);
  });

  test('R9 agreement alone is missing when a connection is added: exit 14', async () => {
    const { exit, stderr } = await cli(['connection', 'add', 'mailchimp', 'More news']);
    expect([exit, stderr]).toEqual([14, expect.stringContaining(`hint: --accept-terms ${terms}\n`)]);
  });

  test("R8 a service of the platform's own vendor stays in the environment's organisation", async () => {
    const model = [
      'connection',
      'add',
      'azure-machine-learning',
      'models',
      '--workspace',
      'contoso-ml',
      '--accept-terms',
      terms,
    ];
    const other = await cli([...model, '--tenant', 'fabrikam.onmicrosoft.com']);
    expect([other.exit, other.stderr]).toEqual([
      2,
      expect.stringContaining('hint: --tenant contoso.onmicrosoft.com\n'),
    ]);
    await cli.ok([...model, '--tenant', 'contoso.onmicrosoft.com']);
    expect((await shown('models')).tenant).toBe('contoso.onmicrosoft.com');
    const moved = await cli(['connection', 'edit', 'models', '--tenant', 'fabrikam.onmicrosoft.com']);
    expect([moved.exit, moved.stderr]).toEqual([2, expect.stringContaining('not in `fabrikam.onmicrosoft.com`')]);
  });

  test('R8 another type has no organisation', async () => {
    const { exit, stderr } = await cli(['connection', 'edit', 'news', '--tenant', 'contoso.onmicrosoft.com']);
    expect([exit, stderr]).toEqual([2, expect.stringContaining('Mailchimp has no --tenant')]);
  });

  test('R28 a key vault reference needs a linked vault, and nothing is asked for in its place', async () => {
    const { exit, stdout, stderr } = await cli([
      ...['connection', 'add', 'sftp', 'From vault', '--hostname', 'sftp.partner.example', '--username', 'svc'],
      ...['--secret', 'password=keyvault:retail-sftp', '--accept-terms', '2026-11'],
    ]);
    expect([exit, stdout]).toEqual([11, '']);
    expect(stderr).toContain('hint: cinch keyvault link https://NAME.vault.azure.net\n');
  });
});

const edit = (...flags: string[]) => cli(['connection', 'edit', 'retail-nightly-drop', ...flags]);
const shown = async (name = 'retail-nightly-drop') =>
  (await cli.door.query('connection.show', { connection: name })) as ConnectionDetail;
