import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { ConnectionDetail } from '../../../src/model/query.ts';
import type { Answer } from '../../support/answers.ts';
import { type AskOptions, ask } from '../../support/asking.ts';
import { createWorld, type World } from '../../support/world.ts';
import { drop } from '../furniture.ts';

const name = 'retail-nightly-drop';
let world: World;
beforeEach(async () => {
  world = await createWorld();
  await world.as().apply([drop('Retail nightly drop')]);
});
afterEach(() => world.close());

const edit = (flags: readonly string[], answers: readonly Answer[], options?: AskOptions) =>
  ask(world, ['connection', 'edit', name, ...flags], answers, options);
const shown = async () => (await world.as().query('connection.show', { connection: name })) as ConnectionDetail;

describe('an edit that is given on the command line', () => {
  test('asks nothing where nothing is missing, and says nothing of questions', async () => {
    const { seen, outcome } = await edit(['--username', 'bob'], []);

    expect([seen, outcome?.same]).toEqual(['', undefined]);
    expect((await shown()).settings.username).toBe('bob');
  });

  test('asks for what its values make necessary and for nothing else', async () => {
    const { outcome } = await edit(
      ['--authentication-method', 'sshKey'],
      [
        ['Private key', 'take it from a variable'],
        ['Name of the variable', 'KEY'],
      ],
      { env: { KEY: 'a key' } },
    );

    expect(outcome?.same?.command).toBe(
      `cinch connection edit ${name} --authentication-method sshKey --secret privateKey=env:KEY`,
    );
    expect(Object.keys((await shown()).secrets)).toEqual(['privateKey']);
  });

  test('asks for a value in place of one that is taken away and needed', async () => {
    const { outcome } = await edit(['--unset', 'username'], [['User name', 'bob']]);

    expect(outcome?.same?.command).toBe(`cinch connection edit ${name} --username bob`);
  });

  test('D14 asks for the secret of another target again', async () => {
    const { outcome } = await edit(
      ['--hostname', 'other.example', '--reason', 'moved'],
      [
        ['Password', 'type it'],
        ['Password', 'hunter2'],
      ],
    );

    expect(outcome?.same).toEqual({
      command: `cinch connection edit ${name} --hostname other.example --secret password=env:SFTP_PASSWORD --reason moved`,
      variables: ['SFTP_PASSWORD'],
    });
  });

  test('D14 which may be kept knowingly, by an answer or by a flag', async () => {
    const byAnswer = await edit(
      ['--hostname', 'other.example'],
      [
        ['Password', 'keep the stored one'],
        ['Go ahead?', true],
      ],
    );
    const byFlag = await edit(['--hostname', 'third.example', '--keep-secrets'], [['Go ahead?', true]]);

    // What is different is shown before the gate asks, whether anything else was asked or not.
    expect(byAnswer.seen).toContain('Host name  sftp.partner.example -> other.example\n');
    expect(byFlag.seen).toContain('Host name  other.example -> third.example\n');
    expect(byAnswer.outcome?.same?.command).toContain('--hostname other.example --keep-secrets --yes');
    expect(byFlag.outcome?.same?.command).toContain('--hostname third.example --keep-secrets --yes');
  });

  test('D14 and whoever says no has changed nothing', async () => {
    const { problem } = await edit(
      ['--hostname', 'other.example'],
      [
        ['Password', 'keep the stored one'],
        ['Go ahead?', false],
      ],
    );

    expect(problem?.code).toBe('input.declined');
    expect((await shown()).revision).toBe(1);
  });

  test('asks nothing where something is wrong: all of it is told at once', async () => {
    const { problem } = await edit(['--hostname', 'https://no', '--authentication-method', 'sshKey'], []);

    expect(problem?.members.issues?.map(({ path }) => path)).toEqual(['hostname', 'privateKey']);
    expect(problem?.exit).toBe(2);
  });

  test('an unknown field, a secret without a place and an unknown field to unset are refused without a question', async () => {
    for (const flags of [
      ['--set', 'host=x'],
      ['--unset', 'folder'],
      ['--secret', 'privateKey=env:KEY'],
    ])
      expect((await edit(flags, [], { env: { KEY: 'x' } })).problem?.code).toBe('input.refused');
  });

  test('what was judged by an older revision is refused before anything is asked', async () => {
    await world.as().apply([{ change: 'connection.edit', connection: name, set: { username: 'bob' } }]);
    for (const flags of [[], ['--editor'], ['--hostname', 'other.example']])
      expect((await edit(['--if-revision', '1', ...flags], [])).problem?.code).toBe('revision.moved');
  });

  test('R12 a role that may not edit is refused before anything is looked up or asked', async () => {
    await world.as().apply([{ change: 'user.add', name: 'chloe', role: 'contributor' }]);
    for (const flags of [[], ['--editor'], ['--username', 'bob']]) {
      const { problem, seen } = await edit(flags, [], { account: 'chloe' });
      expect([problem?.code, seen]).toEqual(['forbidden', '']);
    }
  });

  test('a display name alone is another name, with flags as with questions', async () => {
    const { outcome } = await edit(['--display-name', 'Retail drop'], []);

    expect(outcome?.data).toMatchObject({ changes: [{ change: 'connection.rename', fields: ['displayName'] }] });
    expect((await shown()).displayName).toBe('Retail drop');
  });
});

describe('names and locks', () => {
  test('renaming asks for both names, and says the same without questions', async () => {
    const { outcome, seen } = await ask(
      world,
      ['connection', 'rename', name],
      [
        ['Display name', 'Retail drop'],
        ['Name', 'Retail Drop'],
        ['Name', 'retail-drop'],
      ],
    );

    expect(seen).toContain('Name has to be lower-case letters');
    expect(outcome?.same?.command).toBe(
      `cinch connection rename ${name} --display-name 'Retail drop' --name retail-drop`,
    );
    expect(await world.as().query('connection.show', { connection: 'retail-drop' })).toMatchObject({
      displayName: 'Retail drop',
    });
  });

  test('Enter leaves a name as it is, and with both left nothing changes', async () => {
    const one = await ask(
      world,
      ['connection', 'rename', name],
      [
        ['Display name', ''],
        ['Name', 'retail-drop'],
      ],
    );
    expect(one.outcome?.same?.command).toBe(`cinch connection rename ${name} --name retail-drop`);

    const none = await ask(
      world,
      ['connection', 'rename', 'retail-drop'],
      [
        ['Display name', ''],
        ['Name', ''],
      ],
    );
    expect([none.outcome?.data, none.outcome?.same]).toEqual([
      expect.objectContaining({ result: 'unchanged' }),
      undefined,
    ]);
  });

  test('D1 a name that another connection has is asked again', async () => {
    await world.as().apply([drop('Other drop')]);
    const { seen } = await ask(
      world,
      ['connection', 'rename', name],
      [
        ['Display name', 'Other drop'],
        ['Display name', ''],
        ['Name', 'other-drop'],
        ['Name', ''],
      ],
    );

    expect(seen).toContain('another connection is called that\n');
    expect(seen).toContain('another connection has that name\n');
  });

  test('D13 locking asks for the reason, which is needed', async () => {
    const { outcome, seen } = await ask(
      world,
      ['connection', 'lock', name],
      [
        ['Why is it locked?', ' '],
        ['Why is it locked?', 'audit until 1 June'],
      ],
    );

    expect(seen).toContain('a reason is needed\n');
    expect(outcome?.same?.command).toBe(`cinch connection lock ${name} --reason 'audit until 1 June'`);
    expect((await shown()).lock?.reason).toBe('audit until 1 June');
    const { items } = await world.as().query('connection.history', { connection: name });
    expect(items[0]?.reason).toBe('audit until 1 June');
  });

  test('a lock is given another reason, beginning with the one that it has', async () => {
    await world.as().apply([{ change: 'connection.lock', connection: name, reason: 'audit' }]);
    const { outcome } = await ask(world, ['connection', 'lock', name], [['Why is it locked?', '']]);

    expect(outcome?.data).toMatchObject({ result: 'unchanged' });
  });
});
