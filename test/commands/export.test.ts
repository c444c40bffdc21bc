import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Cli } from '../support/cli.ts';
import { createKeptCli } from '../support/kept-cli.ts';

let cli: Cli;
const terms = ['--accept-terms', '2026-11'];
const shown = async (name: string, ...more: string[]) =>
  (await cli.ok(['export', 'show', name, '-o', 'json', ...more])).json();
const names = async (...argv: string[]) =>
  (await cli.ok(['export', 'list', '-o', 'name', ...argv])).stdout.trim().split('\n');

beforeAll(async () => {
  cli = createKeptCli();
  for (const [name, type, ...more] of [
    ['Newsletter', 'mailchimp', '--share', 'contributors'],
    ['Second newsletter', 'mailchimp', '--share', 'contributors'],
    ['Own newsletter', 'mailchimp'],
    ['Ads', 'adroll'],
  ] as string[][])
    await cli.ok(['connection', 'add', type as string, name as string, ...terms, ...more]);
  for (const [name, role] of [
    ['cara', 'contributor'],
    ['carl', 'contributor'],
    ['vic', 'viewer'],
    ['audi', 'auditor'],
    ['rory', 'runner'],
  ] as const)
    await cli.ok(['user', 'add', name, '--role', role]);
  await cli.ok(['export', 'add', 'Summer', '--connection', 'newsletter', '--schedule', 'every 2 hours']);
});
afterAll(() => cli.remove());

describe('export add', () => {
  test('R16 takes its type from its connection, is active at once, and tells what comes next', async () => {
    const ran = await cli.ok(['export', 'add', 'Spring', '--connection', 'newsletter', '--segments', 'High value,New']);
    expect(ran.stdout).toBe('created  export spring  (revision 1)\n');
    expect(ran.stderr).toContain('environment local\n');
    expect(ran.stderr).toContain('hint: cinch export show spring\n');
    expect(await shown('spring')).toMatchObject({
      kind: 'Export',
      name: 'spring',
      displayName: 'Spring',
      type: 'mailchimp',
      status: 'active',
      connection: 'newsletter',
      settings: { segments: ['High value', 'New'] },
      schedule: 'refresh',
      permission: 'edit',
    });
  });

  test('D18 saves it without any usage field, and show lists what a run still lacks', async () => {
    await cli.ok(['export', 'add', 'Bare', '--connection', 'newsletter']);
    expect((await shown('bare')).lacks).toEqual(['sign-in', 'audienceId', 'segments', 'emailField']);
    const page = (await cli.ok(['export', 'show', 'bare'])).stdout;
    expect(page).toMatch(/^Bare\n/);
    expect(page).toMatch(/a run lacks +sign-in, audienceId, segments, emailField\n/);
  });

  test('R17 without a connection it is inactive', async () => {
    await cli.ok(['export', 'add', 'Next year', '--type', 'mailchimp', '--audience-id', 'abc']);
    expect(await shown('next-year')).toMatchObject({ status: 'inactive', connection: null });
    expect((await shown('next-year')).lacks).toContain('connection');
  });

  test('answers with one ChangeResult, and with nothing else, for a program', async () => {
    const ran = await cli.ok(['export', 'add', 'By program', '--connection', 'newsletter', '-o', 'json']);
    expect(ran.stderr).toBe('');
    expect(ran.json()).toMatchObject({
      kind: 'ChangeResult',
      result: 'created',
      dryRun: false,
      changes: [{ change: 'export.add', kind: 'export', name: 'by-program', result: 'created', revision: 1 }],
      next: ['cinch export show by-program'],
    });
  });

  test('a dry run judges everything and changes nothing', async () => {
    const ran = await cli.ok(['export', 'add', 'Ghost', '--connection', 'newsletter', '--dry-run']);
    expect(ran.stdout).toContain('would create  export ghost');
    expect((await cli(['export', 'show', 'ghost'])).exit).toBe(6);
    const refused = await cli(['export', 'add', 'Ghost', '--connection', 'newsletter', '--schedule', 'x', '--dry-run']);
    expect(refused.exit).toBe(2);
  });

  test('lists everything that is missing, each with what gives it', async () => {
    const ran = await cli(['export', 'add', '-o', 'json']);
    expect(ran.exit).toBe(3);
    expect(ran.json()).toMatchObject({
      code: 'input.missing',
      missing: [
        { input: 'displayName', flag: 'DISPLAY-NAME' },
        { input: 'connection', flag: '--connection NAME' },
      ],
    });
  });

  test.each([
    ['refresh', 'refresh'],
    ['off', 'off'],
    ['every 6 hours', 'every 6 hours'],
    ['every  30   minutes', 'every 30 minutes'],
    ['daily 02:00 Europe/Amsterdam', 'daily 02:00 Europe/Amsterdam'],
    ['weekly mon,thu 04:30 UTC', 'weekly mon,thu 04:30 UTC'],
    ['monthly 28 23:59 America/Argentina/Buenos_Aires', 'monthly 28 23:59 America/Argentina/Buenos_Aires'],
  ])('R20 the schedule `%s` is kept', async (given, kept) => {
    await cli.ok(['export', 'edit', 'summer', '--schedule', given]);
    expect((await shown('summer')).schedule).toBe(kept);
  });

  test.each([
    'daily',
    'daily 02:00',
    'daily 24:00 UTC',
    'daily 02:00 Mars/Olympus',
    'weekly mon,mon 02:00 UTC',
    'weekly xyz 02:00 UTC',
    'monthly 31 02:00 UTC',
    'every 0 hours',
    'every 2 days',
    'hourly',
  ])('R20 the schedule `%s` is refused with the rule and an example', async (given) => {
    const ran = await cli(['export', 'edit', 'summer', '--schedule', given]);
    expect(ran.exit).toBe(2);
    expect(ran.stderr).toContain('`--schedule` takes refresh (with every system refresh), off');
    expect(ran.stderr).toContain("hint: --schedule 'daily 02:00 Europe/Amsterdam'\n");
  });

  test('warns of a limit that its type states, with the figure and the page, and saves it', async () => {
    const ran = await cli.ok(['export', 'add', 'Retarget', '--connection', 'ads', '--profiles', '300000']);
    expect(ran.stderr).toContain('warning: 300,000 profiles are over the maximum of 250,000 that AdRoll states');
    const edited = await cli.ok(['export', 'edit', 'retarget', '--profiles', '250000', '-o', 'json']);
    expect(edited.json().warnings).toEqual([]);
    const again = await cli.ok(['export', 'edit', 'retarget', '--profiles', '250001', '-o', 'json']);
    expect(again.json().warnings).toMatchObject([{ code: 'limit' }]);
  });

  test('a wrong value, an unknown field and an unknown flag are each refused by name', async () => {
    const value = await cli(['export', 'add', 'X', '--connection', 'ads', '--profiles', 'many', '-o', 'json']);
    expect(value.exit).toBe(2);
    expect(value.json()).toMatchObject({ code: 'input.refused', issues: [{ path: 'profiles', flag: '--profiles N' }] });
    const field = await cli(['export', 'add', 'X', '--connection', 'ads', '--set', 'profile=1', '-o', 'json']);
    expect(field.exit).toBe(2);
    expect(field.json().issues[0].message).toBe('there is no field `profile`; did you mean `profiles`?');
    const flag = await cli(['export', 'add', 'X', '--connection', 'ads', '--profile', '1']);
    expect(flag.exit).toBe(2);
    expect(flag.stderr).toContain('`export add` has no flag `--profile`; did you mean `--profiles`?');
  });

  test('a connection that is not there is what is told, not the flags that it would have brought', async () => {
    const ran = await cli(['export', 'add', 'X', '--connection', 'adz', '--profiles', '1']);
    expect(ran.exit).toBe(6);
    expect(ran.stderr).toContain('there is no connection `adz`');
  });

  test('an enrichment type makes no export, and an unknown one is not found', async () => {
    const ran = await cli(['export', 'add', 'X', '--type', 'leadspace']);
    expect(ran.exit).toBe(2);
    expect(ran.stderr).toContain('Leadspace serves enrichments, so there is no export of it');
    expect((await cli(['export', 'add', 'X', '--type', 'nothing'])).exit).toBe(6);
  });

  test('the same name again ends with 7, is left alone with skip, and brought up to date with update', async () => {
    const add = ['export', 'add', 'Twice', '--connection', 'newsletter', '--audience-id'];
    await cli.ok([...add, 'one']);
    const again = await cli([...add, 'two']);
    expect(again.exit).toBe(7);
    expect(again.stderr).toContain('hint: cinch export show Twice\n');
    expect((await cli.ok([...add, 'two', '--if-exists', 'skip'])).stdout).toMatch(/^unchanged/);
    expect((await shown('twice')).settings.audienceId).toBe('one');
    expect((await cli.ok([...add, 'two', '--if-exists', 'update'])).stdout).toMatch(/^updated/);
    expect((await shown('twice')).settings.audienceId).toBe('two');
  });
});

describe('export edit', () => {
  test('R20 changes what is sent by flag, by --set and by --unset, and names the fields that changed', async () => {
    await cli.ok(['export', 'add', 'Edited', '--connection', 'newsletter', '--audience-id', 'a', '--segments', 'S']);
    const edit = ['export', 'edit', 'edited', '--audience-id', 'b', '--set', 'emailField=Mail', '--unset', 'segments'];
    const ran = await cli.ok([...edit, '-o', 'json']);
    expect(ran.json().changes[0].fields.toSorted()).toEqual(['audienceId', 'emailField', 'segments']);
    expect((await shown('edited')).settings).toEqual({ audienceId: 'b', emailField: 'Mail' });
    expect((await cli.ok([...edit])).stdout).toBe('unchanged  export edited  (revision 2)\n');
  });

  test('gives it other names, and it stays the same export', async () => {
    await cli.ok(['export', 'add', 'Before', '--connection', 'newsletter']);
    const { id } = await shown('before');
    await cli.ok(['export', 'edit', 'before', '--display-name', 'After', '--name', 'after']);
    expect(await shown('after')).toMatchObject({ id, displayName: 'After', name: 'after', revision: 2 });
  });

  test('without anything to change it is a mistake on the line', async () => {
    const ran = await cli(['export', 'edit', 'summer']);
    expect(ran.exit).toBe(2);
    expect(ran.stderr).toContain('nothing to change was given');
  });

  test('D3 takes an id and a display name, and refuses what is not there', async () => {
    const { id } = await shown('summer');
    expect((await cli.ok(['export', 'edit', id, '--schedule', 'off'])).stdout).toContain('export summer');
    expect((await cli.ok(['export', 'edit', 'Summer', '--schedule', 'refresh'])).stdout).toContain('export summer');
    const ran = await cli(['export', 'edit', 'sumer', '--schedule', 'off']);
    expect(ran.exit).toBe(6);
    expect(ran.stderr).toContain('hint: cinch export list\n');
  });

  test('only at the revision that was seen', async () => {
    const { revision } = await shown('summer');
    const edit = ['export', 'edit', 'summer', '--audience-id', 'rev', '--if-revision'];
    const ran = await cli([...edit, String(revision - 1)]);
    expect(ran.exit).toBe(7);
    expect(ran.stderr).toContain(`hint: --if-revision ${revision}\n`);
    await cli.ok([...edit, String(revision)]);
  });
});

describe('export connect, disconnect and remove', () => {
  beforeAll(async () => {
    for (const name of ['One', 'Two', 'Three']) await cli.ok(['export', 'add', name, '--connection', 'own-newsletter']);
  });

  test('R17 R19 disconnecting stops it and keeps everything else; connecting makes it active again', async () => {
    await cli.ok([
      'export',
      'add',
      'Cycle',
      '--connection',
      'newsletter',
      '--audience-id',
      'keep',
      '--schedule',
      'off',
    ]);
    const off = await cli.ok(['export', 'disconnect', 'cycle']);
    expect(off.stdout).toContain('disconnected  export cycle  (connection, status; revision 2)');
    expect(await shown('cycle')).toMatchObject({
      status: 'inactive',
      connection: null,
      settings: { audienceId: 'keep' },
      schedule: 'off',
    });
    expect((await cli.ok(['export', 'detach', 'cycle'])).stdout).toMatch(/^unchanged/);
    const on = await cli.ok(['export', 'connect', 'cycle', '--connection', 'second-newsletter']);
    expect(on.stdout).toContain('connected  export cycle');
    expect(await shown('cycle')).toMatchObject({ status: 'active', connection: 'second-newsletter' });
  });

  test('D6 the other connection has the same type', async () => {
    const ran = await cli(['export', 'connect', 'summer', '--connection', 'ads']);
    expect(ran.exit).toBe(2);
    expect(ran.stderr).toContain('export `summer` is of type mailchimp, but `ads` is of type adroll');
    expect(ran.stderr).toContain('hint: cinch connection list --type mailchimp\n');
  });

  test('R18 several at once, all or none', async () => {
    const half = await cli(['export', 'disconnect', 'one', 'two', 'nobody']);
    expect(half.exit).toBe(6);
    expect(await names('--connection', 'own-newsletter')).toEqual(['one', 'three', 'two']);
    const dry = await cli.ok(['export', 'disconnect', 'one', 'Two', '--dry-run']);
    expect(dry.stdout).toContain('would disconnect  export two');
    expect(await names('--connection', 'own-newsletter')).toEqual(['one', 'three', 'two']);
    await cli.ok(['export', 'disconnect', 'one', 'One', 'two']);
    expect(await names('--connection', 'own-newsletter')).toEqual(['three']);
    await cli.ok(['export', 'connect', 'one', 'two', '--connection', 'own-newsletter']);
  });

  test('R18 everything on a connection at once', async () => {
    const ran = await cli.ok(['export', 'disconnect', '--connection', 'own-newsletter', '-o', 'json']);
    expect(ran.json().changes.map((it: { name: string }) => it.name)).toEqual(['one', 'three', 'two']);
    const again = await cli.ok(['export', 'disconnect', '--connection', 'own-newsletter']);
    expect(again.stdout).toBe('nothing to do\n');
  });

  test('what is missing is listed, and names together with a connection are refused', async () => {
    const none = await cli(['export', 'disconnect', '-o', 'json']);
    expect(none.exit).toBe(3);
    expect(none.json().missing).toMatchObject([{ input: 'export', flag: 'EXPORT... or --connection NAME' }]);
    const connect = await cli(['export', 'connect', '-o', 'json']);
    expect(connect.exit).toBe(3);
    expect(connect.json().missing).toMatchObject([{ input: 'export' }, { input: 'connection' }]);
    expect((await cli(['export', 'disconnect', 'summer', '--connection', 'newsletter'])).exit).toBe(2);
  });

  test('R26 removing asks, -y answers, and the refusal ends with the command that does it', async () => {
    await cli.ok(['export', 'add', 'Old One', '--connection', 'newsletter']);
    const ran = await cli(['export', 'remove', 'Old One']);
    expect(ran.exit).toBe(3);
    expect(ran.stderr).toContain('this removes old-one; confirm it with `--yes`');
    expect(ran.stderr).toContain('hint: cinch export remove old-one --yes\n');
    const dry = await cli.ok(['export', 'remove', 'old-one', 'Old One', '--dry-run']);
    expect(dry.stdout).toContain('would remove  export old-one\ndry run');
    expect((await cli.ok(['export', 'remove', 'old-one', '-y'])).stdout).toBe('removed  export old-one\n');
    expect((await cli(['export', 'show', 'old-one'])).exit).toBe(6);
  });

  test('a list is confirmed by the name of its environment, a single one by its own', async () => {
    const wrong = await cli(['export', 'remove', 'two', 'three', '--confirm', 'two']);
    expect(wrong.exit).toBe(2);
    expect(wrong.stderr).toContain('`--confirm` says `two`, but what would change is `local`');
    await cli.ok(['export', 'remove', 'two', '--confirm', 'two']);
    await cli.ok(['export', 'add', 'Two', '--connection', 'own-newsletter']);
    const both = await cli.ok(['export', 'rm', 'two', 'three', '--confirm', 'local']);
    expect(both.stdout).toContain('2 removed');
  });
});

describe('export list', () => {
  beforeAll(async () => {
    await cli.ok(['connection', 'add', 'constant-contact', 'Crm lists', ...terms]);
    await cli.ok(['export', 'add', 'Leads', '--connection', 'crm-lists']);
    await cli.ok(['export', 'add', 'Loose leads', '--type', 'constant-contact']);
  });

  test('shows each with its connection and what the reader may do, tab-separated on a pipe', async () => {
    const { stdout } = await cli.ok(['export', 'list', '--search', 'leads', '--status', 'active']);
    const [header, row, ...rest] = stdout.split('\n');
    expect(header).toBe('NAME\tTYPE\tSTATUS\tCONNECTION\tSCHEDULE\tLAST RUN\tYOU MAY');
    expect(row?.split('\t')).toEqual(['leads', 'constant-contact', 'active', 'Crm lists', 'refresh', '', 'edit']);
    expect(rest).toEqual(['']);
  });

  test('narrows by type, connection, lack of one, status and text', async () => {
    expect(await names('--type', 'constant-contact')).toEqual(['leads', 'loose-leads']);
    expect(await names('--connection', 'crm-lists')).toEqual(['leads']);
    expect(await names('--connection', 'Crm lists')).toEqual(['leads']);
    expect(await names('--type', 'constant-contact', '--without-connection')).toEqual(['loose-leads']);
    expect(await names('--type', 'constant-contact', '--status', 'inactive')).toEqual(['loose-leads']);
    expect(await names('--status', 'active', '--search', 'LEADS')).toEqual(['leads']);
    expect((await cli(['export', 'list', '--status', 'stopped'])).exit).toBe(2);
  });

  test('a page at a time, in an order, with the cursor of the next', async () => {
    const first = (await cli.ok(['export', 'list', '--limit', '2', '--sort', 'name:desc', '-o', 'json'])).json();
    expect(first).toMatchObject({ kind: 'ExportList', total: expect.any(Number), next: expect.any(String) });
    const second = (
      await cli.ok(['export', 'list', '--limit', '2', '--sort', 'name:desc', '--next', first.next, '-o', 'json'])
    ).json();
    const all = (await names('--sort', 'name:desc')).slice(0, 4);
    expect([...first.items, ...second.items].map(({ name }) => name)).toEqual(all);
  });
});

describe('roles', () => {
  beforeAll(async () => {
    await cli.ok(['export', 'add', 'Cara made', '--connection', 'newsletter', '--as', 'cara']);
    await cli.ok(['export', 'add', 'Shared one', '--connection', 'newsletter']);
    await cli.ok(['export', 'add', 'Private one', '--connection', 'own-newsletter']);
  });

  test('R13 D19 a contributor manages every export on a connection that is shared with them', async () => {
    await cli.ok(['export', 'edit', 'shared-one', '--audience-id', 'c', '--as', 'cara']);
    expect((await shown('shared-one')).updatedBy).toBe('cara');
    const entry = (await cli.ok(['audit', 'list', '--actor', 'cara', '--limit', '1', '-o', 'json'])).json().items[0];
    const me = (await cli.ok(['whoami', '-o', 'json'])).json().user;
    expect(entry).toMatchObject({ action: 'export.edit', actor: 'cara', onBehalf: me });
  });

  test('R13 on others they see that the export exists, and its connection by display name and type alone (R12)', async () => {
    const private_ = await shown('private-one', '--as', 'cara');
    expect(private_).toMatchObject({ permission: 'view', connectionDisplayName: 'Own newsletter', type: 'mailchimp' });
    const ran = await cli(['export', 'edit', 'private-one', '--audience-id', 'x', '--as', 'cara']);
    expect(ran.exit).toBe(5);
    expect(ran.stderr).toContain('you may not edit `private-one`: its connection is not shared with you');
    expect((await cli(['export', 'remove', 'private-one', '-y', '--as', 'cara'])).exit).toBe(5);
  });

  test('R12 R33 they add exports on shared connections; another one is not there for them', async () => {
    await cli.ok(['export', 'add', 'Cara too', '--connection', 'newsletter', '--as', 'cara']);
    for (const more of [[], ['--audience-id', 'x']]) {
      const ran = await cli(['export', 'add', 'X', '--connection', 'own-newsletter', ...more, '--as', 'cara']);
      expect(ran.exit).toBe(6);
      expect(ran.stderr).toContain('there is no connection `own-newsletter`');
    }
    const none = await cli(['export', 'add', 'X', '--type', 'mailchimp', '--as', 'cara', '-o', 'json']);
    expect(none.exit).toBe(3);
    expect(none.json().missing).toMatchObject([{ input: 'connection' }]);
  });

  test('R18 they disconnect nothing, whether it is there or not, and the refusal is kept', async () => {
    for (const argv of [['shared-one'], ['no-such-export'], ['--connection', 'own-newsletter']]) {
      const ran = await cli(['export', 'disconnect', ...argv, '--as', 'cara']);
      expect(ran.exit).toBe(5);
      expect(ran.stderr).toContain('`export disconnect` needs an administrator; your role is contributor');
    }
    const { items } = (await cli.ok(['audit', 'list', '--refused', '--actor', 'cara', '-o', 'json'])).json();
    expect(items[0]).toMatchObject({ action: 'export.disconnect', outcome: 'refused', target: { name: '' } });
  });

  test('D7 they connect what they made, or what was last on a shared connection, to one that is shared', async () => {
    await cli.ok(['export', 'add', 'Last shared', '--connection', 'newsletter']);
    await cli.ok(['export', 'add', 'Last private', '--connection', 'own-newsletter']);
    await cli.ok(['export', 'disconnect', 'last-shared', 'last-private', 'cara-made']);
    await cli.ok(['export', 'connect', 'last-shared', '--connection', 'second-newsletter', '--as', 'carl']);
    await cli.ok(['export', 'connect', 'cara-made', '--connection', 'second-newsletter', '--as', 'cara']);
    const ran = await cli(['export', 'connect', 'last-private', '--connection', 'newsletter', '--as', 'carl']);
    expect(ran.exit).toBe(5);
    expect(ran.stderr).toContain('you did not make it');
    const hidden = await cli(['export', 'connect', 'last-shared', '--connection', 'own-newsletter', '--as', 'carl']);
    expect(hidden.exit).toBe(6);
  });

  test('D4 after unsharing they keep seeing the exports, as view only', async () => {
    await cli.ok(['connection', 'add', 'mailchimp', 'Soon closed', ...terms, '--share', 'contributors']);
    await cli.ok(['export', 'add', 'Left behind', '--connection', 'soon-closed', '--as', 'carl']);
    await cli.ok(['connection', 'unshare', 'soon-closed', '--with', 'contributors', '-y']);
    expect((await shown('left-behind', '--as', 'carl')).permission).toBe('view');
    expect((await cli(['export', 'edit', 'left-behind', '--schedule', 'off', '--as', 'carl'])).exit).toBe(5);
  });

  test.each(['vic', 'audi'])('R34 D5 D15 %s sees every export and changes none', async (user) => {
    expect(await names('--as', user)).toEqual(await names());
    expect((await shown('summer', '--as', user)).permission).toBe('view');
    for (const argv of [
      ['add', 'X', '--connection', 'newsletter', '--audience-id', 'x'],
      ['edit', 'no-such-export', '--schedule', 'off'],
      ['connect', 'summer', '--connection', 'newsletter'],
      ['disconnect', 'summer'],
      ['remove', 'summer', '-y'],
    ])
      expect((await cli(['export', ...argv, '--as', user])).exit).toBe(5);
  });

  test('D15 a runner does not even look', async () => {
    const ran = await cli(['export', 'list', '--as', 'rory']);
    expect(ran.exit).toBe(5);
    expect(ran.stderr).toContain('`export list` needs');
  });
});

describe('in a production environment', () => {
  beforeAll(async () => {
    await cli.ok(['environment', 'edit', '--production']);
  });

  test('every change asks for --confirm with the name, and a role is refused before anything is asked', async () => {
    const ran = await cli(['export', 'edit', 'Summer', '--schedule', 'off']);
    expect(ran.exit).toBe(3);
    expect(ran.stderr).toContain(
      'this changes summer, in a production environment; confirm it with `--confirm summer`',
    );
    expect(ran.stderr).toContain('hint: cinch export edit summer --schedule off --confirm summer\n');
    expect((await cli(['export', 'remove', 'summer', '-y'])).exit).toBe(3);
    expect((await cli(['export', 'disconnect', 'summer'])).exit).toBe(3);
    expect((await cli(['export', 'disconnect', 'summer', '--as', 'cara'])).exit).toBe(5);
    await cli.ok(['export', 'edit', 'summer', '--schedule', 'off', '--confirm', 'summer']);
  });

  test('the way out keeps the environment that was named', async () => {
    const ran = await cli(['export', 'disconnect', 'summer', '-e', 'local']);
    expect(ran.stderr).toContain('hint: cinch export disconnect summer --environment local --confirm summer\n');
  });
});
