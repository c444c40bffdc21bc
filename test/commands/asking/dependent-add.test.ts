import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Answer } from '../../support/answers.ts';
import { type AskOptions, ask } from '../../support/asking.ts';
import { expectGolden } from '../../support/golden.ts';
import { wordsOf } from '../../support/words.ts';
import { createWorld, type World } from '../../support/world.ts';
import { drop, lookup, newsletter, people } from '../furniture.ts';

let world: World;
beforeEach(async () => {
  world = await createWorld();
  await world.as().apply([...people, drop('Nightly drop'), newsletter('Newsletter', { share: ['contributors'] })]);
});
afterEach(() => world.close());

const add = (kind: 'export' | 'enrichment', given: readonly string[], answers: readonly Answer[], how?: AskOptions) =>
  ask(world, [kind, 'add', ...given], answers, how);
const shown = (dependent: string) => world.as().query('export.show', { dependent });

describe('export add at a terminal', () => {
  const answers: readonly Answer[] = [
    ['Display name', 'Summer campaign'],
    ['Which connection?', 'Newsletter'],
    ['How often does it run?', 'at times of its own'],
    ['When?', 'daily 02:00'],
    ['When?', 'daily 02:00 Europe/Amsterdam'],
    ['Tell now what a run needs?', 'now'],
    ['Audience ID', '1a2b3c4d5e'],
    ['Segments', 'High value customers'],
    ['Email field', 'Email'],
    ['Review', 'Profiles'],
    ['Profiles', '50000'],
    ['Review', 'save it'],
  ];

  test('asks for what is missing, shows all of it, and ends with the same command without questions', async () => {
    const { outcome, seen } = await add('export', [], answers);

    expect(outcome?.data).toMatchObject({ result: 'created', changes: [{ name: 'summer-campaign' }] });
    expectGolden('asking/export-add', seen);
  });

  test('gives by flags alone what it gives by questions alone', async () => {
    const { outcome } = await add('export', [], answers);
    const byQuestions = await shown('summer-campaign');
    await world.as().apply([{ change: 'export.remove', dependent: 'summer-campaign' }]);

    const given = await ask(world, wordsOf(outcome?.same?.command ?? ''), []);

    const { connection, schedule, settings, lacks } = await shown('summer-campaign');
    expect(given.outcome?.same).toBeUndefined();
    expect({ connection, schedule, settings, lacks }).toEqual({
      connection: byQuestions.connection,
      schedule: byQuestions.schedule,
      settings: byQuestions.settings,
      lacks: byQuestions.lacks,
    });
  });

  test('asks nothing where a display name and a connection are given', async () => {
    const { outcome } = await add('export', ['Nightly customers', '--connection', 'nightly-drop'], []);

    expect(outcome?.same).toBeUndefined();
    expect(await shown('nightly-customers')).toMatchObject({ connection: 'nightly-drop', schedule: 'refresh' });
  });

  test('asks nothing that is given, and says all of it again', async () => {
    const given = ['--connection', 'nightly-drop', '--schedule', 'off', '--tables', 'Customer'];
    const { outcome } = await add('export', given, [
      ['Display name', 'Nightly customers'],
      ['Tell now what a run needs?', 'later'],
      ['Review', 'save it'],
    ]);

    expect(outcome?.same?.command).toBe(
      "cinch export add 'Nightly customers' --connection nightly-drop --schedule off --tables Customer",
    );
  });

  test('goes without a connection, with its type asked for', async () => {
    const { outcome } = await add(
      'export',
      ['Next year'],
      [
        ['Which connection?', 'without a connection for now'],
        ['What do you want to connect to?', 'SFTP'],
        ['How often does it run?', 'with every system refresh'],
        ['Tell now what a run needs?', 'later'],
        ['Review', 'save it'],
      ],
    );

    expect(outcome?.same?.command).toBe("cinch export add 'Next year' --type sftp");
    expect(await shown('next-year')).toMatchObject({ connection: null, status: 'inactive' });
  });

  test('takes another connection in the review, with what it has in common', async () => {
    const { seen, outcome } = await add(
      'export',
      ['Weekly', '--schedule', 'off'],
      [
        ['Which connection?', 'Newsletter'],
        ['Tell now what a run needs?', 'now'],
        ['Audience ID', '1a2b3c4d5e'],
        ['Segments', 'One'],
        ['Email field', 'Email'],
        ['Review', 'Connection'],
        ['Which connection?', 'Nightly drop'],
        ['Review', 'save it'],
      ],
    );

    expect(seen).toContain('Field delimiter  none');
    expect(outcome?.same?.command).toBe('cinch export add Weekly --connection nightly-drop --schedule off');
  });

  test('asks a name again that another export has', async () => {
    await world.as().apply([{ change: 'export.add', displayName: 'Weekly', connection: 'nightly-drop' }]);

    const { seen } = await add(
      'export',
      ['--connection', 'nightly-drop', '--schedule', 'off'],
      [
        ['Display name', 'weekly'],
        ['Display name', 'Weekly again'],
        ['Tell now what a run needs?', 'later'],
        ['Review', 'leave without saving'],
      ],
    );

    expect(seen).toContain('another export is called that; its name would be weekly too');
  });

  test('leaves nothing behind when it is left', async () => {
    const { problem } = await add(
      'export',
      ['Weekly', '--schedule', 'off'],
      [
        ['Which connection?', 'Nightly drop'],
        ['Tell now what a run needs?', 'later'],
        ['Review', 'leave without saving'],
      ],
    );

    expect(problem?.detail).toBe('the export was not confirmed; nothing has changed');
    expect((await world.as().query('export.list', {})).total).toBe(0);
  });

  test('shows what stands in the way of saving, and asks for other answers', async () => {
    const { outcome, seen } = await add(
      'export',
      ['Weekly', '--schedule', 'sometimes'],
      [
        ['Which connection?', 'Nightly drop'],
        ['Tell now what a run needs?', 'later'],
        ['Review', 'save it'],
        ['Review', 'Runs'],
        ['How often does it run?', 'off'],
        ['Review', 'save it'],
      ],
    );

    expect(seen).toContain('error: `--schedule` takes refresh');
    expect(outcome?.same?.command).toBe('cinch export add Weekly --connection nightly-drop --schedule off');
  });
});

describe('a contributor', () => {
  const asChloe = { account: 'chloe' };

  test('is offered the connections shared with them and no other, and none to go without', async () => {
    for (const closed of ['Nightly drop', 'without a connection for now']) {
      const refused = add('export', ['Mine'], [['Which connection?', closed]], asChloe);
      await expect(refused).rejects.toThrow(/cannot be chosen/);
    }
    const { outcome } = await add(
      'export',
      ['Mine'],
      [
        ['Which connection?', 'Newsletter'],
        ['How often does it run?', 'off'],
        ['Tell now what a run needs?', 'later'],
        ['Review', 'save it'],
      ],
      asChloe,
    );
    expect(outcome?.same?.command).toBe('cinch export add Mine --connection newsletter --schedule off');
  });

  test('with whom none is shared is told so', async () => {
    await world.as().apply([{ change: 'connection.unshare', connection: 'newsletter', with: ['contributors'] }]);

    const { problem } = await add('export', ['Mine'], [], asChloe);

    expect(problem).toMatchObject({
      exit: 3,
      detail: '1 input is missing, and no connection for exports is shared with you',
    });
  });

  test('finds every enrichment connection, among more of other kinds than one page holds', async () => {
    await world
      .as()
      .apply([
        ...Array.from({ length: 120 }, (_, at) => newsletter(`A list ${at}`, { share: ['contributors'] })),
        lookup('Looked up'),
      ]);

    const { outcome } = await add(
      'enrichment',
      ['Profiles'],
      [
        ['Which connection?', 'Looked up'],
        ['How often does it run?', 'with every system refresh'],
        ['Tell now what a run needs?', 'later'],
        ['Review', 'save it'],
      ],
      asChloe,
    );

    expect(outcome?.same?.command).toBe('cinch enrichment add Profiles --connection looked-up');
  });
});

describe('enrichment add at a terminal', () => {
  test('says so where there is no connection for enrichments yet, and goes on without', async () => {
    const { outcome, seen } = await add(
      'enrichment',
      ['Profiles'],
      [
        ['What do you want to connect to?', 'Experian'],
        ['How often does it run?', 'with every system refresh'],
        ['Tell now what a run needs?', 'later'],
        ['Review', 'save it'],
      ],
    );

    expect(seen).toContain('there is no connection for enrichments yet: `cinch connection add`\n');
    expect(outcome?.same?.command).toBe('cinch enrichment add Profiles --type experian');
  });

  test('is refused to a viewer before anything is asked', async () => {
    const { problem, seen } = await add('enrichment', [], [], { account: 'vic' });

    expect([problem?.code, seen]).toEqual(['forbidden', '']);
  });
});
