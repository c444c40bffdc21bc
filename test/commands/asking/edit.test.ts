import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { ConnectionDetail } from '../../../src/model/query.ts';
import type { Answer } from '../../support/answers.ts';
import { type AskOptions, ask } from '../../support/asking.ts';
import { expectGolden } from '../../support/golden.ts';
import { createWorld, type World } from '../../support/world.ts';
import { drop, enrichmentOn, exportOn, lookup, newsletter } from '../furniture.ts';

const name = 'retail-nightly-drop';
let world: World;
beforeEach(async () => {
  world = await createWorld();
  await world.as().apply([
    drop('Retail nightly drop', {
      settings: { hostname: 'sftp.partner.example', username: 'svc-cdp', exportFolder: 'drop' },
    }),
    { change: 'export.add', connection: name, displayName: 'VIP nightly', schedule: 'daily 02:00 Europe/Amsterdam' },
    exportOn(name, 'Winback weekly'),
    { change: 'user.add', name: 'chloe', role: 'contributor' },
  ]);
});
afterEach(() => world.close());

const which = 'Change which?';
const edit = (answers: readonly Answer[], options?: AskOptions, flags: readonly string[] = []) =>
  ask(world, ['connection', 'edit', name, ...flags], answers, options);
const shown = async (connection = name) =>
  (await world.as().query('connection.show', { connection })) as ConnectionDetail;

describe('the list of fields', () => {
  test('shows what is edited and who goes by it, changes several, shows the difference and its effect, and saves', async () => {
    const { seen, outcome } = await edit([
      [which, 'User name'],
      ['User name', 'bob'],
      [which, 'Password'],
      ['Password', 'type it'],
      ['Password', 'hunter2'],
      [which, 'Export folder'],
      ['Export folder', 'give another value'],
      ['Export folder', 'Nightly/Drop'],
      [which, 'Who may use it'],
      ['Who may use it?', 'some contributors, by name'],
      ['Which contributor?', 'chloe'],
      [which, 'save'],
      ['Save this?', 'save it'],
    ]);

    expectGolden('screens/connection-edit-several', seen);
    expect(outcome?.data).toMatchObject({ result: 'updated', changes: [{ revision: 2 }] });
    expect(await shown()).toMatchObject({
      settings: { username: 'bob', exportFolder: 'nightly/drop', hostname: 'sftp.partner.example' },
      sharedWith: ['chloe'],
    });
  });

  test('says what is stored of a secret, and nothing of a typed one but that it was', async () => {
    const { seen, problem } = await edit([
      [which, 'Password'],
      ['Password', 'type it'],
      ['Password', 'hunter2'],
      [which, 'leave without saving'],
    ]);

    expect(problem?.code).toBe('input.declined');
    expect(seen).toContain('- Password  stored, changed 2026-01-01T00:00:01Z\n');
    expect(seen).toContain('- Password  typed, not shown (was stored)\n');
    expect(seen).not.toContain('hunter2');
  });

  test('cannot be saved before anything is different, and what is changed back is not different', async () => {
    const { seen } = await edit([
      [which, 'User name'],
      ['User name', 'bob'],
      [which, 'User name'],
      ['User name', 'svc-cdp'],
      [which, 'leave without saving'],
    ]);

    expect(seen.match(/- save {2}\(closed: nothing is different yet\)/g)).toHaveLength(2);
    expect((await shown()).revision).toBe(1);
  });

  test('asks what applies only now, and drops what applies no longer', async () => {
    const { seen, outcome } = await edit(
      [
        [which, 'Sign in with'],
        ['Sign in with', 'SSH key'],
        ['Private key', 'take it from a variable'],
        ['Name of the variable', 'KEY'],
        ['Passphrase', 'leave it out'],
        [which, 'save'],
        ['Save this?', 'save it'],
      ],
      { env: { KEY: 'a key' } },
    );

    expect(seen).toContain('Password      goes, because it applies no longer\n');
    expect(seen).toContain('Private key   given\n');
    expect(outcome?.same?.command).toBe(
      `cinch connection edit ${name} --authentication-method sshKey --secret privateKey=env:KEY`,
    );
    expect(Object.keys((await shown()).secrets)).toEqual(['privateKey']);
  });

  test('forgets an answer for which there is no place any more, and keeps what was stored when it has one again', async () => {
    const { outcome } = await edit(
      [
        [which, 'Sign in with'],
        ['Sign in with', 'SSH key'],
        ['Private key', 'take it from a variable'],
        ['Name of the variable', 'KEY'],
        ['Passphrase', 'leave it out'],
        [which, 'Sign in with'],
        ['Sign in with', 'user name and password'],
        [which, 'User name'],
        ['User name', 'bob'],
        [which, 'save'],
        ['Save this?', 'save it'],
      ],
      { env: { KEY: 'a key' } },
    );

    expect(outcome?.same?.command).toBe(`cinch connection edit ${name} --username bob`);
    expect(Object.keys((await shown()).secrets)).toEqual(['password']);
  });

  test('takes an optional value away', async () => {
    const { seen, outcome } = await edit([
      [which, 'Export folder'],
      ['Export folder', 'take it away'],
      [which, 'save'],
      ['Save this?', 'save it'],
    ]);

    expect(seen).toContain('- Export folder  none (was drop)\n');
    expect(seen).toContain('Export folder  drop -> none\n');
    expect(outcome?.same?.command).toBe(`cinch connection edit ${name} --unset exportFolder`);
    expect((await shown()).settings).not.toHaveProperty('exportFolder');
  });

  test('takes an optional secret away, or leaves it as it is', async () => {
    await edit(
      [
        [which, 'Sign in with'],
        ['Sign in with', 'SSH key'],
        ['Private key', 'take it from a variable'],
        ['Name of the variable', 'KEY'],
        ['Passphrase', 'take it from a variable'],
        ['Name of the variable', 'KEY'],
        [which, 'save'],
        ['Save this?', 'save it'],
      ],
      { env: { KEY: 'a key' } },
    );
    const { seen, outcome } = await edit([
      [which, 'Private key'],
      ['Private key', 'leave it as it is'],
      [which, 'Passphrase'],
      ['Passphrase', 'take it away'],
      [which, 'save'],
      ['Save this?', 'save it'],
    ]);

    expect(seen).toContain('Passphrase  taken away\n');
    expect(outcome?.same?.command).toBe(`cinch connection edit ${name} --unset passphrase`);
    expect(Object.keys((await shown()).secrets)).toEqual(['privateKey']);
  });

  test('gives another display name, which no other connection has, and says no effect on runs', async () => {
    await world.as().apply([newsletter('News')]);
    const { seen, outcome } = await edit([
      [which, 'Display name'],
      ['Display name', 'News'],
      ['Display name', 'Retail drop'],
      [which, 'save'],
      ['Save this?', 'save it'],
    ]);

    expect(seen).toContain('another connection is called that\n');
    expect(seen).not.toContain('next run');
    expect(outcome?.same?.command).toBe(`cinch connection edit ${name} --display-name 'Retail drop'`);
    expect(await shown()).toMatchObject({ name, displayName: 'Retail drop', revision: 2 });
  });

  test('changes settings and the display name in one step', async () => {
    const { outcome } = await edit([
      [which, 'Display name'],
      ['Display name', 'Retail drop'],
      [which, 'User name'],
      ['User name', 'bob'],
      [which, 'save'],
      ['Save this?', 'save it'],
    ]);

    expect(outcome?.data).toMatchObject({ changes: [{ fields: ['username'] }, { fields: ['displayName'] }] });
  });

  test('goes back to the list with all answers, and nothing is written before it is said', async () => {
    const { seen, outcome } = await edit([
      [which, 'User name'],
      ['User name', 'bob'],
      [which, 'save'],
      ['Save this?', 'go back to the list'],
      [which, 'Export folder'],
      ['Export folder', 'give another value'],
      ['Export folder', 'other'],
      [which, 'save'],
      ['Save this?', 'save it'],
    ]);

    expect(seen).toContain('- User name  bob (was svc-cdp)\n');
    expect(outcome?.data).toMatchObject({ changes: [{ fields: ['username', 'exportFolder'], revision: 2 }] });
  });

  test('leaving at the last question changes nothing', async () => {
    const { problem } = await edit([
      [which, 'User name'],
      ['User name', 'bob'],
      [which, 'save'],
      ['Save this?', 'leave without saving'],
    ]);

    expect([problem?.code, problem?.exit]).toEqual(['input.declined', 130]);
    expect((await shown()).revision).toBe(1);
  });

  test('shows what cannot be saved and goes back to the list, so that no answer is typed twice', async () => {
    const { seen, outcome } = await edit(
      [
        [which, 'User name'],
        ['User name', 'bob'],
        [which, 'Who may use it'],
        ['Who may use it?', 'some contributors, by name'],
        ['Which contributor?', 'chloe'],
        [which, 'save'],
        ['Save this?', 'save it'],
        [which, 'Who may use it'],
        ['Who may use it?', 'administrators only'],
        [which, 'save'],
        ['Save this?', 'save it'],
      ],
      {
        async meanwhile(question) {
          if (question === 'Save this?' && (await world.as().query('user.list', { role: 'contributor' })).total === 1)
            await world.as().apply([{ change: 'user.edit', user: 'chloe', role: 'viewer' }]);
        },
      },
    );

    expect(seen).toMatch(/error: `chloe` has the role viewer; a connection is shared with\s+contributors\n/);
    expect(outcome?.same?.command).toBe(`cinch connection edit ${name} --username bob`);
  });

  test('a dry run asks, shows, and changes nothing', async () => {
    const { outcome } = await edit(
      [
        [which, 'User name'],
        ['User name', 'bob'],
        [which, 'save'],
        ['Save this?', 'save it'],
      ],
      {},
      ['--dry-run'],
    );

    expect(outcome?.data).toMatchObject({ dryRun: true, result: 'updated' });
    expect((await shown()).revision).toBe(1);
  });

  test('of an enrichment connection has no line for sharing, and says what uses it', async () => {
    await world.as().apply([lookup('Company data'), enrichmentOn('company-data', 'Companies')]);
    const { seen } = await ask(world, ['connection', 'edit', 'company-data'], [[which, 'leave without saving']]);

    expect(seen).not.toContain('Who may use it');
    expect(seen).toContain('used by   1 enrichment (companies)\n');
  });
});

describe('D13 a locked connection', () => {
  test.each([[[]], [['--editor']], [['--username', 'bob']], [['--hostname', 'other.example']]])(
    'is refused with who and why before anything is asked (%j)',
    async (flags) => {
      await world.as().apply([{ change: 'connection.lock', connection: name, reason: 'audit until June' }]);
      const { problem, seen } = await edit([], {}, flags);

      expect(problem?.detail).toMatch(/was locked by admin at .*: audit until June$/);
      expect(seen).toBe('');
    },
  );

  test('cannot be renamed either, before a name is asked', async () => {
    await world.as().apply([{ change: 'connection.lock', connection: name, reason: 'audit' }]);
    expect((await ask(world, ['connection', 'rename', name], [])).problem?.code).toBe('connection.locked');
  });
});

describe('D14 another target', () => {
  const host: readonly Answer[] = [
    [which, 'Host name'],
    ['Host name', 'sftp2.partner.example'],
    [which, 'save'],
  ];

  test('asks for the stored secret again', async () => {
    const { seen, outcome } = await edit([
      ...host,
      ['Password', 'type it'],
      ['Password', 'hunter2'],
      ['Save this?', 'save it'],
    ]);

    expect(seen).toContain('Host name says where it is sent, and that is now sftp2.partner.example\n');
    expect(outcome?.same).toEqual({
      command: `cinch connection edit ${name} --hostname sftp2.partner.example --secret password=env:SFTP_PASSWORD`,
      variables: ['SFTP_PASSWORD'],
    });
  });

  test('or keeps it knowingly, which the gate for questions of consequence asks once', async () => {
    const { seen, outcome } = await edit([...host, ['Password', 'keep the stored one'], ['Go ahead?', true]]);

    expectGolden('screens/connection-edit-target', seen);
    expect(outcome?.same?.command).toBe(
      `cinch connection edit ${name} --hostname sftp2.partner.example --keep-secrets --yes`,
    );
    expect((await shown()).settings.hostname).toBe('sftp2.partner.example');
  });

  test('who says no is asked again, with every answer still there', async () => {
    const { outcome } = await edit([
      ...host,
      ['Password', 'keep the stored one'],
      ['Go ahead?', false],
      [which, 'save'],
      ['Password', 'type it'],
      ['Password', 'hunter2'],
      ['Save this?', 'save it'],
    ]);

    expect(outcome?.same?.command).toContain('--hostname sftp2.partner.example --secret password=');
  });

  test('what was kept for one target is not kept for the next', async () => {
    const { problem } = await edit([
      [which, 'Who may use it'],
      ['Who may use it?', 'all contributors too'],
      ...host,
      ['Password', 'keep the stored one'],
      ['Go ahead?', false],
      [which, 'Host name'],
      ['Host name', 'sftp3.partner.example'],
      [which, 'save'],
      ['Password', 'keep the stored one'],
      ['Go ahead?', false],
      [which, 'leave without saving'],
    ]);

    expect(problem?.code).toBe('input.declined');
  });

  test('nor is it where the gate is answered beforehand', async () => {
    const { outcome } = await edit(
      [
        ...host,
        ['Password', 'keep the stored one'],
        ['Save this?', 'go back to the list'],
        [which, 'Host name'],
        ['Host name', 'sftp3.partner.example'],
        [which, 'save'],
        ['Password', 'keep the stored one'],
        ['Save this?', 'save it'],
      ],
      {},
      ['--yes'],
    );

    expect(outcome?.same?.command).toBe(
      `cinch connection edit ${name} --hostname sftp3.partner.example --keep-secrets --yes`,
    );
  });

  test('a secret that was given in the same edit is not asked again', async () => {
    const { outcome } = await edit(
      [
        [which, 'Password'],
        ['Password', 'take it from a variable'],
        ['Name of the variable', 'PW'],
        ...host,
        ['Save this?', 'save it'],
      ],
      { env: { PW: 'another' } },
    );

    expect(outcome?.data).toMatchObject({ result: 'updated' });
  });
});

describe('questions of consequence', () => {
  test('taking it from contributors is one, and is asked once', async () => {
    await world.as().apply([{ change: 'connection.share', connection: name, with: ['contributors'] }]);
    const { outcome, seen } = await edit([
      [which, 'Who may use it'],
      ['Who may use it?', 'administrators only'],
      [which, 'save'],
      ['Go ahead?', true],
    ]);

    expect(seen).toContain('Who may use it  administrators, contributors -> administrators\n');
    expect(outcome?.same?.command).toBe(`cinch connection edit ${name} --share administrators --yes`);
  });

  test('in a production environment everything is, by the name of the connection', async () => {
    await world.as().apply([{ change: 'environment.edit', production: true }]);
    const { outcome, seen } = await edit([
      [which, 'User name'],
      ['User name', 'bob'],
      [which, 'save'],
      [`Type ${name} to go ahead`, 'something else'],
      [which, 'save'],
      [`Type ${name} to go ahead`, name],
    ]);

    expect(seen).toContain('in a production environment');
    expect(outcome?.same?.command).toBe(`cinch connection edit ${name} --username bob --confirm ${name}`);
  });
});
