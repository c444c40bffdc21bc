import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { secretValue } from '../../../src/kernel/secret-value.ts';
import type { Change } from '../../../src/model/change.ts';
import type { ConnectionDetail } from '../../../src/model/query.ts';
import type { Answer } from '../../support/answers.ts';
import { type AskOptions, ask } from '../../support/asking.ts';
import { expectGolden } from '../../support/golden.ts';
import { createWorld, type World } from '../../support/world.ts';
import { drop } from '../furniture.ts';

const name = 'retail-nightly-drop';
const which = 'Change which?';
const moved = 'Someone else saved. What now?';
const onTop = 'take theirs, and put mine on top';
let world: World;
beforeEach(async () => {
  world = await createWorld();
  await world
    .as()
    .apply([
      drop('Retail nightly drop'),
      { change: 'user.add', name: 'berta', role: 'administrator' },
      { change: 'user.add', name: 'chloe', role: 'contributor' },
    ]);
});
afterEach(() => world.close());

/** Somebody else, who saves through a door of their own while the first question of a kind is asked. */
function berta(while_: string, ...changes: readonly Change[]): NonNullable<AskOptions['meanwhile']> {
  let saved = false;
  return async (question) => {
    if (question !== while_ || saved) return;
    saved = true;
    await world.as('berta').apply(changes);
  };
}
const theirs = (set: Readonly<Record<string, unknown>>): Change => ({
  change: 'connection.edit',
  connection: name,
  set,
  keepSecrets: true,
});

const edit = (answers: readonly Answer[], options: AskOptions, flags: readonly string[] = []) =>
  ask(world, ['connection', 'edit', name, ...flags], answers, options);
const shown = async () => (await world.as().query('connection.show', { connection: name })) as ConnectionDetail;

describe('someone else saved meanwhile', () => {
  test('three versions are shown, mine goes on top of theirs, and where both changed a field a person chooses', async () => {
    const { seen, outcome } = await edit(
      [
        [which, 'Host name'],
        ['Host name', 'mine.example'],
        [which, 'User name'],
        ['User name', 'my-user'],
        [which, 'Who may use it'],
        ['Who may use it?', 'all contributors too'],
        [which, 'save'],
        ['Password', 'type it'],
        ['Password', 'hunter2'],
        ['Save this?', 'save it'],
        [moved, onTop],
        ['Host name', 'yours'],
        ['User name', 'theirs'],
        ['Save this?', 'save it'],
      ],
      {
        meanwhile: berta(
          'Save this?',
          theirs({ hostname: 'theirs.example', username: 'their-user', exportFolder: 'x' }),
        ),
      },
    );

    expectGolden('screens/connection-edit-meanwhile', seen);
    expect(outcome?.data).toMatchObject({ changes: [{ revision: 3 }] });
    expect(await shown()).toMatchObject({
      settings: { hostname: 'mine.example', username: 'their-user', exportFolder: 'x' },
      sharedWith: 'contributors',
    });
  });

  test('a person may leave, and theirs stays', async () => {
    const { problem } = await edit(
      [
        [which, 'User name'],
        ['User name', 'bob'],
        [which, 'save'],
        ['Save this?', 'save it'],
        [moved, 'leave without saving'],
      ],
      { meanwhile: berta('User name', theirs({ username: 'eve' })) },
    );

    expect(problem?.code).toBe('input.declined');
    expect(await shown()).toMatchObject({ revision: 2, settings: { username: 'eve' } });
  });

  test('where both say the same, nothing is left to save', async () => {
    const { seen, outcome } = await edit(
      [
        [which, 'User name'],
        ['User name', 'bob'],
        [which, 'save'],
        ['Save this?', 'save it'],
        [moved, onTop],
      ],
      { meanwhile: berta('User name', theirs({ username: 'bob' })) },
    );

    expect(seen).toContain('User name: both changed it alike\n');
    expect(seen).toContain('nothing is left that is different, so nothing has changed\n');
    expect(outcome?.data).toMatchObject({ result: 'unchanged', changes: [{ revision: 2 }] });
  });

  test('it may happen more than once', async () => {
    let n = 0;
    const { outcome } = await edit(
      [
        [which, 'Export folder'],
        ['Export folder', 'mine'],
        [which, 'save'],
        ['Save this?', 'save it'],
        [moved, onTop],
        ['Save this?', 'save it'],
        [moved, onTop],
        ['Save this?', 'save it'],
      ],
      {
        async meanwhile(question) {
          if (question !== 'Save this?' || n === 2) return;
          n += 1;
          await world.as('berta').apply([theirs({ username: `user-${n}` })]);
        },
      },
    );

    expect(outcome?.data).toMatchObject({ changes: [{ fields: ['exportFolder'], revision: 4 }] });
    expect((await shown()).settings).toMatchObject({ username: 'user-2', exportFolder: 'mine' });
  });

  test('what has no place in theirs any more is dropped, and what they make necessary is asked', async () => {
    const { outcome } = await edit(
      [
        [which, 'Password'],
        ['Password', 'type it'],
        ['Password', 'hunter2'],
        [which, 'User name'],
        ['User name', 'bob'],
        [which, 'save'],
        ['Save this?', 'save it'],
        [moved, onTop],
        ['Save this?', 'save it'],
      ],
      {
        meanwhile: berta('Save this?', {
          change: 'connection.edit',
          connection: name,
          set: { authenticationMethod: 'sshKey' },
          secrets: { privateKey: secretValue('a key') },
        }),
      },
    );

    expect(outcome?.same?.command).toBe(`cinch connection edit ${name} --username bob`);
    expect(Object.keys((await shown()).secrets)).toEqual(['privateKey']);
  });

  test('a secret that both gave is a conflict, and neither is ever shown', async () => {
    const { seen } = await edit(
      [
        [which, 'Password'],
        ['Password', 'type it'],
        ['Password', 'my-hunter2'],
        [which, 'save'],
        ['Save this?', 'save it'],
        [moved, onTop],
        ['Password', 'theirs'],
      ],
      {
        meanwhile: berta('Save this?', {
          change: 'connection.edit',
          connection: name,
          secrets: { password: secretValue('their-hunter2') },
        }),
      },
    );

    expect(seen).toContain('Password: both changed it\n');
    expect(seen).toMatch(/yours {3}typed, not shown\n/);
    expect(seen).not.toContain('hunter2');
  });

  test('D13 a lock goes before everything: it is told who locked it and why', async () => {
    const { problem } = await edit(
      [
        [which, 'User name'],
        ['User name', 'bob'],
        [which, 'save'],
        ['Save this?', 'save it'],
      ],
      { meanwhile: berta('Save this?', { change: 'connection.lock', connection: name, reason: 'audit' }) },
    );

    expect(problem?.detail).toMatch(/was locked by berta at .*: audit$/);
  });

  test('another name is no obstacle: it is the same connection', async () => {
    const { outcome } = await edit(
      [
        [which, 'User name'],
        ['User name', 'bob'],
        [which, 'save'],
        ['Save this?', 'save it'],
        [moved, onTop],
        ['Save this?', 'save it'],
      ],
      { meanwhile: berta('User name', { change: 'connection.rename', connection: name, name: 'retail-drop' }) },
    );

    expect(outcome?.same?.command).toBe('cinch connection edit retail-drop --username bob');
  });

  test('one that was removed is not there', async () => {
    const { problem } = await edit(
      [
        [which, 'User name'],
        ['User name', 'bob'],
        [which, 'save'],
      ],
      { meanwhile: berta('User name', { change: 'connection.remove', connection: name }) },
    );

    expect(problem?.exit).toBe(6);
  });

  test('D14 a secret that was kept for one target is not kept for the one that is chosen in the end', async () => {
    const { seen } = await edit(
      [
        [which, 'Host name'],
        ['Host name', 'mine.example'],
        [which, 'save'],
        ['Password', 'keep the stored one'],
        ['Go ahead?', true],
        [moved, onTop],
        ['Host name', 'theirs'],
      ],
      { meanwhile: berta('Password', theirs({ hostname: 'theirs.example' })) },
    );

    expect(seen).toContain('nothing is left that is different');
    expect((await shown()).settings.hostname).toBe('theirs.example');
  });

  test('an edit that was given and had to ask is put on top as well', async () => {
    const { outcome } = await edit(
      [
        ['Password', 'type it'],
        ['Password', 'hunter2'],
        [moved, onTop],
        ['Save this?', 'save it'],
      ],
      { meanwhile: berta('Password', theirs({ username: 'eve' })) },
      ['--hostname', 'mine.example'],
    );

    expect(outcome?.data).toMatchObject({ changes: [{ fields: ['hostname', 'secrets.password'], revision: 3 }] });
    expect((await shown()).settings).toMatchObject({ hostname: 'mine.example', username: 'eve' });
  });

  test('and so is one that was made in the editor', async () => {
    const { seen, outcome } = await edit(
      [
        ['Save this?', 'save it'],
        [moved, onTop],
        ['User name', 'yours'],
        ['Save this?', 'open the editor again'],
        ['Save this?', 'save it'],
      ],
      {
        meanwhile: berta('Save this?', theirs({ username: 'eve' })),
        edit: (text) =>
          text
            .replace('username: svc-cdp', 'username: bob')
            .replace('# exportFolder: export/folder/path', 'exportFolder: mine'),
      },
      ['--editor'],
    );

    expect(seen).toContain('User name      eve -> bob\n');
    expect(outcome?.data).toMatchObject({ changes: [{ fields: ['username', 'exportFolder'], revision: 3 }] });
  });
});
