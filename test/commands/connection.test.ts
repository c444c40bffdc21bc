import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { ConnectionDetail } from '../../src/model/query.ts';
import { preparedKept } from '../support/kept-cli.ts';
import { type Prepared, self } from '../support/prepared.ts';
import { exportOn, lookup, newsletter, people } from './furniture.ts';

let cli: Prepared;

describe('sharing', () => {
  beforeAll(async () => {
    cli = await preparedKept([
      ...people,
      newsletter('News'),
      newsletter('Given away', { share: ['contributors'] }),
      newsletter('Named', { share: ['user:chloe', 'user:carl'] }),
      lookup('Company data'),
      exportOn('given-away', 'Weekly'),
      exportOn('given-away', 'Daily'),
    ]);
  });
  afterAll(() => cli.remove());

  test('R11 sharing says so, and how it is taken back', async () => {
    const { stdout, stderr } = await cli.ok(['connection', 'share', 'news']);
    expect(stdout).toBe('shared  connection news  (sharedWith; revision 2)\n');
    expect(stderr).toBe('environment local\nhint: cinch connection unshare news --with contributors\n');
    expect((await shown('news')).sharedWith).toBe('contributors');
  });

  test('sharing what is shared already is done, and says unchanged', async () => {
    const { stdout, stderr } = await cli.ok(['connection', 'share', 'given-away', '-o', 'json']);
    expect(stderr).toBe('');
    expect(JSON.parse(stdout)).toMatchObject({
      apiVersion: 'cinch/v1',
      kind: 'ChangeResult',
      result: 'unchanged',
      changes: [{ change: 'connection.share', name: 'given-away', result: 'unchanged' }],
      next: [],
    });
  });

  test('R15 sharing with named contributors, repeatable', async () => {
    await cli.ok(['connection', 'unshare', 'news', '--yes']);
    const { stderr } = await cli.ok(['connection', 'share', 'news', '--with', 'user:chloe', '--with', 'user:carl']);
    expect(stderr).toContain('hint: cinch connection unshare news --with user:chloe --with user:carl\n');
    expect((await shown('news')).sharedWith).toEqual(expect.arrayContaining(['carl', 'chloe']));
  });

  test('R15 only contributors are named', async () => {
    const { exit, stderr } = await cli(['connection', 'share', 'news', '--with', 'user:vic']);
    expect([exit, stderr]).toEqual([
      2,
      expect.stringContaining('`vic` has the role viewer; a connection is shared with contributors'),
    ]);
  });

  test('whom to share with is contributors or a user, and the nearest is named', async () => {
    const { exit, stderr } = await cli(['connection', 'share', 'news', '--with', 'contributor']);
    expect(exit).toBe(2);
    expect(stderr).toContain('`--with` takes contributors or user:NAME; did you mean `contributors`?');
  });

  test.each(['share', 'unshare'])('R14 an enrichment connection is not %sd', async (verb) => {
    const { exit, stdout, stderr } = await cli(['connection', verb, 'company-data']);
    expect([exit, stdout]).toEqual([2, '']);
    expect(stderr).toContain(
      'error: `company-data` is an enrichment connection: administrators and contributors can always use those\n',
    );
  });

  test('D4 unsharing asks first and names the exports that become view-only', async () => {
    const { exit, stdout, stderr } = await cli(['connection', 'unshare', 'given-away']);
    expect([exit, stdout]).toEqual([3, '']);
    expect(stderr).toContain(
      'error: this takes given-away from contributors, who then only see its exports daily, weekly; confirm it with `--yes`\n',
    );
    expect(stderr).toContain('hint: cinch connection unshare given-away --with contributors --yes\n');
    expect((await shown('given-away')).sharedWith).toBe('contributors');
  });

  test('a dry run of unsharing changes nothing and leaves no entry', async () => {
    const before = await history('given-away');
    const { stdout, stderr } = await cli.ok(['connection', 'unshare', 'given-away', '--dry-run']);
    expect(stdout).toContain('would unshare  connection given-away');
    expect(stderr).toContain('can no longer change them: `daily`, `weekly`');
    expect((await shown('given-away')).sharedWith).toBe('contributors');
    expect(await history('given-away')).toEqual(before);
  });

  test('D4 contributors keep seeing exports of what was unshared, as view only', async () => {
    const ran = await cli.ok(['connection', 'unshare', 'given-away', '--yes', '-o', 'json']);
    expect(ran.json().warnings).toEqual([expect.objectContaining({ code: 'exports-view-only' })]);
    const { items } = (await cli.ok(['export', 'list', '--as', 'chloe', '-o', 'json'])).json();
    expect(items.map((it: { name: string; permission: string }) => [it.name, it.permission])).toEqual([
      ['daily', 'view'],
      ['weekly', 'view'],
    ]);
  });

  test('R15 one of several named contributors is left out', async () => {
    await cli.ok(['connection', 'unshare', 'named', '--with', 'user:carl', '-y']);
    expect((await shown('named')).sharedWith).toEqual(['chloe']);
  });

  test('unsharing what nobody has needs no agreement', async () => {
    await cli.ok(['connection', 'unshare', 'named', '-y']);
    expect((await cli.ok(['connection', 'unshare', 'named'])).stdout).toMatch(/^unchanged {2}connection named/);
  });

  test('what changed since it was looked at is not unshared on --if-revision', async () => {
    const { exit, stderr } = await cli(['connection', 'share', 'named', '--if-revision', '1']);
    expect(exit).toBe(7);
    expect(stderr).toContain('hint: cinch connection show named\n');
  });
});

describe('names, locks and history', () => {
  beforeAll(async () => {
    cli = await preparedKept([
      ...people,
      newsletter('News'),
      newsletter('Other'),
      newsletter('Shared', { share: ['contributors'] }),
    ]);
  });
  afterAll(() => cli.remove());

  test('D3 a connection is found by its display name, renamed, and its own name stays', async () => {
    const { stdout, stderr } = await cli.ok(['connection', 'rename', 'News', '--display-name', 'Weekly news']);
    expect(stdout).toBe('renamed  connection news  (displayName; revision 2)\n');
    expect(stderr).toContain('hint: cinch connection show news\n');
    expect((await shown('Weekly news')).name).toBe('news');
  });

  test('both names change at once', async () => {
    const ran = await cli.ok([
      'connection',
      'rename',
      'news',
      '--name',
      'letters',
      '--display-name',
      'Letters',
      '-o',
      'json',
    ]);
    expect(ran.json().changes).toEqual([expect.objectContaining({ name: 'letters', fields: ['displayName', 'name'] })]);
    await cli.ok(['connection', 'rename', 'letters', '--name', 'news', '--display-name', 'News']);
  });

  test('renaming without a new name says what is missing', async () => {
    const ran = await cli(['connection', 'rename', 'news', '-o', 'json']);
    expect([ran.exit, ran.stdout]).toEqual([3, '']);
    expect(JSON.parse(ran.stderr).missing).toEqual([
      { input: 'displayName', flag: '--display-name TEXT', help: expect.any(String) },
      { input: 'name', flag: '--name NAME', help: expect.any(String) },
    ]);
  });

  test.each([
    ['name', ['--name', 'other'], 'another connection has the name `other`'],
    ['display name', ['--display-name', 'OTHER'], 'another connection has the display name `OTHER`'],
  ])('D1 a %s that is taken is refused', async (_, flags, says) => {
    const { exit, stderr } = await cli(['connection', 'rename', 'news', ...flags]);
    expect([exit, stderr]).toEqual([7, expect.stringContaining(says)]);
  });

  test('a name that is none is refused with the rule', async () => {
    const { exit, stderr } = await cli(['connection', 'rename', 'news', '--name', 'No Name']);
    expect([exit, stderr]).toEqual([2, expect.stringContaining('lower-case letters, digits and dashes')]);
  });

  test('a dry run of renaming changes nothing', async () => {
    const { stdout } = await cli.ok(['connection', 'rename', 'news', '--name', 'never', '--dry-run']);
    expect(stdout).toContain('would rename  connection never');
    expect((await cli(['connection', 'show', 'never'])).exit).toBe(6);
  });

  test('D13 a lock needs its reason, which is the reason in the trail as well', async () => {
    const ran = await cli(['connection', 'lock', 'news', '-o', 'json']);
    expect(ran.exit).toBe(3);
    expect(JSON.parse(ran.stderr).missing).toEqual([
      { input: 'reason', flag: '--reason TEXT', help: expect.any(String) },
    ]);
    const { stdout, stderr } = await cli.ok(['connection', 'lock', 'news', '--reason', 'audit until June']);
    expect(stdout).toMatch(/^locked {2}connection news/);
    expect(stderr).toContain('hint: cinch connection unlock news\n');
    expect((await shown('news')).lock).toMatchObject({ by: self, reason: 'audit until June' });
    expect((await history('news'))[0]).toMatchObject({ action: 'connection.lock', reason: 'audit until June' });
  });

  test.each([
    ['edit', ['--client-id', 'x']],
    ['edit', ['--share', 'contributors']],
    ['rename', ['--name', 'x']],
    ['share', []],
    ['unshare', []],
    ['remove', ['--yes']],
  ])('D13 a locked connection refuses %s %j, naming who and why', async (verb, flags) => {
    const { exit, stdout, stderr } = await cli(['connection', verb, 'news', ...flags]);
    expect([exit, stdout]).toEqual([8, '']);
    expect(stderr).toMatch(/error: `news` was locked by .* at .*: audit until June\n/);
    expect(stderr).toContain('hint: cinch connection unlock news\n');
  });

  test('locking again replaces the reason, and with the same one says unchanged', async () => {
    expect((await cli.ok(['connection', 'lock', 'news', '--reason', 'SLA'])).stdout).toMatch(/^locked/);
    expect((await cli.ok(['connection', 'lock', 'news', '--reason', 'SLA'])).stdout).toMatch(/^unchanged/);
  });

  test('D13 unlocked it can be changed again', async () => {
    expect((await cli.ok(['connection', 'unlock', 'news', '-o', 'json'])).json().result).toBe('updated');
    expect((await cli.ok(['connection', 'unlock', 'news'])).stdout).toMatch(/^unchanged/);
    await cli.ok(['connection', 'edit', 'news', '--client-id', 'x']);
  });

  test('D12 history says who, when, what and why, newest first', async () => {
    await cli.ok(['connection', 'edit', 'other', '--client-id', 'y', '--reason', 'new app']);
    const { stdout } = await cli.ok(['connection', 'history', 'other']);
    const [header, ...lines] = stdout.slice(0, -1).split('\n');
    expect(header).toBe('SEQ\tAT\tACTOR\tACTION\tTARGET\tOUTCOME\tFIELDS\tREASON');
    expect(lines.map((line) => line.split('\t').slice(2))).toEqual([
      [self, 'connection.edit', 'connection other', 'done', 'clientId', 'new app'],
      [self, 'connection.add', 'connection other', 'done', '', ''],
    ]);
  });

  test('history comes in pages, as a list with a cursor', async () => {
    const first = (await cli.ok(['connection', 'history', 'other', '--limit', '1', '-o', 'json'])).json();
    expect(first).toMatchObject({ kind: 'AuditList', total: 2, items: [{ action: 'connection.edit' }] });
    const rest = await cli.ok(['connection', 'history', 'other', '--next', first.next, '-o', 'json']);
    expect(rest.json()).toMatchObject({ next: null, items: [{ action: 'connection.add' }] });
  });

  test.each(['--sort', '--search'])('history has one order and is not searched: %s is refused', async (flag) => {
    const { exit, stderr } = await cli(['connection', 'history', 'other', flag, 'at']);
    expect([exit, stderr]).toEqual([2, expect.stringContaining('entries come newest first')]);
  });
});

describe('who may', () => {
  beforeAll(async () => {
    cli = await preparedKept([...people, newsletter('News'), newsletter('Shared', { share: ['contributors'] })]);
  });
  afterAll(() => cli.remove());

  const changes: [string, string[]][] = [
    ['rename', ['--name', 'x']],
    ['share', []],
    ['unshare', []],
    ['lock', ['--reason', 'x']],
    ['unlock', []],
    ['edit', ['--client-id', 'x']],
    ['edit', ['--set', 'clientId=x']],
    ['replace', ['--with', 'shared']],
  ];

  test.each(changes)('R5 R12 a contributor may not %s %j, and learns nothing of what is there', async (verb, flags) => {
    const answers = await Promise.all(
      ['news', 'shared', 'nothing-like-it'].map((name) => cli(['connection', verb, name, ...flags, '--as', 'chloe'])),
    );
    for (const { exit, stdout, stderr } of answers) {
      expect([exit, stdout]).toEqual([5, '']);
      expect(stderr).toMatch(/error: `connection \w+` needs an administrator; your role is contributor\n/);
      expect(stderr).toContain('hint: cinch whoami\n');
    }
    expect(new Set(answers.map(({ stderr }) => stderr)).size).toBe(1);
  });

  test('D15 an auditor sees history and dependents, and changes nothing', async () => {
    await cli.ok(['connection', 'history', 'news', '--as', 'audrey']);
    await cli.ok(['connection', 'dependents', 'news', '--as', 'audrey']);
    for (const [verb, flags] of changes) {
      expect((await cli(['connection', verb, 'news', ...flags, '--as', 'audrey'])).exit).toBe(5);
    }
  });

  test.each(['history', 'dependents'])('a contributor and a viewer are refused %s', async (verb) => {
    for (const user of ['chloe', 'vic']) {
      expect((await cli(['connection', verb, 'shared', '--as', user])).exit).toBe(5);
    }
  });

  test('a refused change stands in the trail, without what it was tried on', async () => {
    await cli(['connection', 'lock', 'news', '--reason', 'mine', '--as', 'carl']);
    const { items } = await cli.door.query('audit.list', { refused: true, limit: 1 });
    expect(items).toEqual([
      expect.objectContaining({
        actor: 'carl',
        onBehalf: self,
        action: 'connection.lock',
        target: expect.objectContaining({ name: '' }),
      }),
    ]);
  });

  test.each([...changes, ['dependents', []], ['history', []]] as [string, string[]][])(
    'what is not there is not found: %s %j',
    async (verb, flags) => {
      const ran = await cli(['connection', verb, 'nothing', ...flags, '-o', 'json']);
      expect([ran.exit, ran.stdout]).toEqual([6, '']);
      expect(JSON.parse(ran.stderr)).toMatchObject({ code: 'not_found', exit: 6, fix: ['cinch connection list'] });
    },
  );

  test('a connection that is to be named is asked for', async () => {
    const ran = await cli(['connection', 'share', '-o', 'json']);
    expect(ran.exit).toBe(3);
    expect(JSON.parse(ran.stderr).missing).toEqual([expect.objectContaining({ input: 'connection' })]);
  });
});

describe('in a production environment', () => {
  beforeAll(async () => {
    cli = await preparedKept([newsletter('Weekly news')], { production: true });
  });
  afterAll(() => cli.remove());

  test.each([
    ['share', []],
    ['rename', ['--name', 'x']],
    ['lock', ['--reason', 'x']],
    ['edit', ['--client-id', 'x']],
  ])('D3 %s is severe, and --confirm takes the name alone', async (verb, flags) => {
    const run = (...more: string[]) => cli(['connection', verb, 'Weekly news', ...flags, ...more]);
    const { exit, stderr } = await run('--yes');
    expect([exit, stderr]).toEqual([3, expect.stringContaining('confirm it with `--confirm weekly-news`')]);
    expect((await run('--confirm', 'Weekly news')).exit).toBe(2);
    expect((await run('--confirm', 'weekly-news', '--dry-run')).exit).toBe(0);
  });
});

const shown = async (name: string) =>
  (await cli.door.query('connection.show', { connection: name })) as ConnectionDetail;
const history = async (name: string) => (await cli.door.query('connection.history', { connection: name })).items;
