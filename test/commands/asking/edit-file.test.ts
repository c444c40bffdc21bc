import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { ConnectionDetail } from '../../../src/model/query.ts';
import type { Answer } from '../../support/answers.ts';
import { type AskOptions, ask } from '../../support/asking.ts';
import { expectGolden } from '../../support/golden.ts';
import { createWorld, type World } from '../../support/world.ts';
import { drop, exportOn, lookup } from '../furniture.ts';

const name = 'retail-nightly-drop';
let world: World;
beforeEach(async () => {
  world = await createWorld();
  await world.as().apply([
    drop('Retail nightly drop', {
      settings: { hostname: 'sftp.partner.example', username: 'svc-cdp', exportFolder: 'drop' },
    }),
    exportOn(name, 'VIP nightly'),
    { change: 'user.add', name: 'chloe', role: 'contributor' },
  ]);
});
afterEach(() => world.close());

/** An editor in which one person does one thing each time it opens; what it opened is kept. */
function editor(...turns: readonly ((text: string) => string)[]) {
  const opened: string[] = [];
  const edit = (text: string) => {
    const turn = turns[opened.length];
    opened.push(text);
    if (turn === undefined) throw new Error(`opened once more:\n${text}`);
    return turn(text);
  };
  return { opened, edit };
}
const asItWas = (text: string) => text;
const save: readonly Answer[] = [['Save this?', 'save it']];

const edit = (answers: readonly Answer[], options: AskOptions, flags: readonly string[] = []) =>
  ask(world, ['connection', 'edit', name, '--editor', ...flags], answers, options);
const shown = async () => (await world.as().query('connection.show', { connection: name })) as ConnectionDetail;

describe('the file', () => {
  test('says every field with what it is for, and nothing of a secret but that it is stored', async () => {
    const { opened, edit: open } = editor(asItWas);
    await edit([], { edit: open });

    expectGolden('screens/connection-edit-file', opened[0] ?? '');
    expect(opened[0]).toContain('\n  password: stored\n');
  });

  test('what is changed in it is shown, confirmed and saved, with the same command without questions', async () => {
    const { edit: open } = editor((text) =>
      text
        .replace('displayName: Retail nightly drop', 'displayName: Retail drop')
        .replace('username: svc-cdp', 'username: bob')
        .replace(/^ {2}exportFolder: .*\n/m, '')
        .replace('password: stored', 'password: env:PW')
        .replace('- administrators', '- administrators\n  - user:chloe'),
    );
    const { seen, outcome } = await edit(save, { edit: open, env: { PW: 'hunter2' } });

    expectGolden('screens/connection-edit-file-changed', seen);
    expect(outcome?.same?.command).toBe(
      `cinch connection edit ${name} --username bob --secret password=env:PW --share user:chloe --unset exportFolder --display-name 'Retail drop'`,
    );
    expect(await shown()).toMatchObject({
      displayName: 'Retail drop',
      settings: { username: 'bob' },
      sharedWith: ['chloe'],
    });
  });

  test('a line without its mark gives an optional field a value; text may be quoted, and sharing one word', async () => {
    const { edit: open } = editor((text) =>
      text
        .replace('exportFolder: drop', 'exportFolder: "nightly/drop"')
        .replace('share:\n  - administrators', 'share: contributors'),
    );
    await edit(save, { edit: open });

    expect(await shown()).toMatchObject({ settings: { exportFolder: 'nightly/drop' }, sharedWith: 'contributors' });
  });

  test('another sign-in takes what goes with it, and what applies no longer goes without a word', async () => {
    const { edit: open } = editor((text) =>
      text
        .replace('authenticationMethod: usernamePassword', 'authenticationMethod: sshKey')
        .replace('# privateKey: file:PATH', 'privateKey: env:KEY'),
    );
    const { seen } = await edit(save, { edit: open, env: { KEY: 'a key' } });

    expect(seen).toContain('Password      goes, because it applies no longer\n');
    expect(Object.keys((await shown()).secrets)).toEqual(['privateKey']);
  });

  test('D14 another target asks for the stored secret after it was closed', async () => {
    const { edit: open } = editor((text) => text.replace('hostname: sftp.partner', 'hostname: sftp2.partner'));
    const { outcome } = await edit(
      [
        ['Password', 'keep the stored one'],
        ['Go ahead?', true],
      ],
      { edit: open },
    );

    expect(outcome?.same?.command).toContain('--hostname sftp2.partner.example --keep-secrets --yes');
  });

  test('begins with what was given on the command line', async () => {
    const { opened, edit: open } = editor(asItWas);
    const { outcome } = await edit(save, { edit: open }, ['--username', 'bob']);

    expect(opened[0]).toContain('username: bob\n');
    expect(outcome?.same?.command).toBe(`cinch connection edit ${name} --username bob`);
  });

  test('opens again as it was left, with a typed secret as one that was typed', async () => {
    const { opened, edit: open } = editor(
      (text) => text.replace('hostname: sftp.partner.example', 'hostname: other.example'),
      asItWas,
    );
    await edit(
      [
        ['Password', 'type it'],
        ['Password', 'hunter2'],
        ['Save this?', 'open the editor again'],
        ['Save this?', 'save it'],
      ],
      { edit: open },
    );

    expect(opened[1]).toContain('hostname: other.example\n');
    expect(opened[1]).toContain('password: typed\n');
    expect(opened[1]).not.toContain('hunter2');
    expect((await shown()).settings.hostname).toBe('other.example');
  });
});

describe('nothing changes, and it is said why', () => {
  test.each([
    ['left as it was', asItWas, 'the file was left as it was, so nothing has changed'],
    ['emptied', () => '', 'the file was emptied, so nothing has changed'],
    ['emptied but for remarks', () => '# nothing\n\n', 'the file was emptied, so nothing has changed'],
    ['saved in another form', (text: string) => text.replaceAll('\n', '\r\n'), 'the file was left as it was'],
    [
      'saved with the same values',
      (text: string) => text.replace('username: svc-cdp', 'username: "svc-cdp"'),
      'makes no difference',
    ],
  ])('when it is %s', async (_, turn, words) => {
    const { seen, outcome } = await edit([], { edit: turn });

    expect(seen).toContain(words);
    expect(outcome).toMatchObject({ kind: 'ChangeResult', data: { result: 'unchanged', changes: [{ revision: 1 }] } });
    expect(outcome?.same).toBeUndefined();
    // The same document as that of a change which makes no difference.
    const idle = await world.as().apply([{ change: 'connection.edit', connection: name }]);
    expect(outcome?.data).toEqual({ ...idle, next: [] });
  });

  test('when it is left at the last question', async () => {
    const { problem } = await edit([['Save this?', 'leave without saving']], {
      edit: (text) => text.replace('username: svc-cdp', 'username: bob'),
    });

    expect(problem?.exit).toBe(130);
    expect((await shown()).revision).toBe(1);
  });
});

describe('what is wrong', () => {
  test('stands above its line, all of it at once, and the file opens again until it is mended', async () => {
    const { opened, edit: open } = editor(
      (text) =>
        text
          .replace('displayName: Retail nightly drop', 'displayName:')
          .replace('hostname: sftp.partner.example', 'hostname: sftp://partner\n  hostnam: x\n  password: y')
          .replace('username: svc-cdp\n', 'username:\n')
          .replace('password: stored', 'password: env:NOPE\n  passwort: stored')
          .replace('# passphrase: env:VARIABLE', 'passphrase: stored')
          .replace('- administrators', '- everyone')
          .concat('schedule: daily\n'),
      (text) =>
        text
          .replace('displayName:', 'displayName: Retail nightly drop')
          .replace(/hostname: .*\n(?:.*\n)*? {2}password: .*\n/, 'hostname: sftp.partner.example\n')
          .replace('username:', 'username: bob')
          .replace(/ {2}password: env:NOPE\n(?:.*\n)*? {2}passwort: .*\n/, '  password: stored\n')
          .replace('passphrase: stored', '# passphrase: x')
          .replace('- everyone', '- administrators')
          .replace('schedule: daily\n', ''),
    );
    const { outcome } = await edit(save, { edit: open });

    expectGolden('screens/connection-edit-file-wrong', opened[1] ?? '');
    expect(outcome?.same?.command).toBe(`cinch connection edit ${name} --username bob`);
  });

  test.each([
    [
      'a quote that is never closed',
      (text: string) => text.replace('username: svc-cdp', 'username: "bob'),
      'username: "bob',
    ],
    ['a tab', (text: string) => text.replace('  username:', '\tusername:'), '\tusername: svc-cdp'],
    ['a key twice', (text: string) => text.replace('  username:', '  hostname: x\n  username:'), '  hostname: x'],
    ['a wrong indentation', (text: string) => text.replace('  username:', '    username:'), '    username: svc-cdp'],
  ])('as YAML is told at its line: %s', async (_, turn, line) => {
    const { opened, edit: open } = editor(turn, () => '');
    await edit([], { edit: open });

    const lines = (opened[1] ?? '').split('\n');
    const at = lines.findIndex((it) => it.includes(line.trimStart()));
    expect([lines[at - 1]?.trim(), lines[at]]).toEqual([
      expect.stringMatching(/^# error: this is no YAML: /),
      expect.stringContaining(line.trimStart()),
    ]);
  });

  test.each([
    ['a list', () => '- a\n- b\n', 'this has to be keys with their values'],
    ['a text', () => 'hello\n', 'this has to be keys with their values'],
    [
      'settings that are none',
      (text: string) => text.replace(/^settings:\n(?: .*\n|\n)*/m, 'settings: x\n'),
      'settings has to be keys',
    ],
    [
      'a bomb of aliases',
      (text: string) => text.replace('username: svc-cdp\n', 'username: &a [x, x]\n  exportFolder: [*a, *a]\n'),
      'no YAML',
    ],
    [
      'an object for a value',
      (text: string) => text.replace('username: svc-cdp', 'username: { a: b }'),
      'User name has to be text',
    ],
    [
      'a list for a value',
      (text: string) => text.replace('username: svc-cdp', 'username: [a, b]'),
      'User name has to be text',
    ],
    ['a text without an end', () => `displayName: ${'x'.repeat(70_000)}\n`, 'longer than 65536 characters'],
    ['nesting without an end', () => '['.repeat(50_000), 'no YAML'],
  ])('as a definition is told: %s', async (_, turn, words) => {
    const { opened, edit: open } = editor(turn, () => '');
    const { outcome } = await edit([], { edit: open });

    expect(opened[1]).toContain(words);
    expect(outcome?.data).toMatchObject({ result: 'unchanged' });
  });

  test('and left as it is once more ends in a refusal with all of it, and nothing has changed', async () => {
    const { edit: open } = editor((text) => text.replace('hostname: sftp', 'hostname: https://sftp'), asItWas);
    const { problem } = await edit([], { edit: open });

    expect([problem?.code, problem?.exit]).toEqual(['input.refused', 2]);
    expect(problem?.members.issues).toMatchObject([{ path: 'settings.hostname' }]);
    expect((await shown()).revision).toBe(1);
  });

  test('an editor that makes a new mistake each time is not opened for ever', async () => {
    let opened = 0;
    const { problem } = await edit([], {
      edit(text) {
        opened += 1;
        return `${text}mistake-${opened}: x\n`;
      },
    });

    expect([problem?.code, opened]).toEqual(['input.refused', 10]);
  });

  test('and told only by the judge behind the door stands at the top, after it was saved', async () => {
    const { opened, edit: open } = editor(
      (text) => text.replace('- administrators', '- user:nobody').replace('username: svc-cdp', 'username: bob'),
      (text) => text.replace('- user:nobody', '- user:chloe'),
    );
    const { outcome } = await edit([...save, ...save], { edit: open });

    expect(opened[1]).toMatch(/^# error: .*\n# error: there is no user `nobody`/);
    expect(outcome?.same?.command).toBe(`cinch connection edit ${name} --username bob --share user:chloe`);
  });
});

describe('a secret that was written into the file', () => {
  const secret = 'hunter2-and-more';
  test.each([
    ['in its place', (text: string) => text.replace('password: stored', `password: ${secret}`)],
    ['in quotes', (text: string) => text.replace('password: stored', `password: "${secret}"`)],
    [
      'over several lines',
      (text: string) => text.replace('password: stored', `password: |\n    ${secret}\n    ${secret}`),
    ],
    ['as an object', (text: string) => text.replace('password: stored', `password: { value: ${secret} }`)],
    [
      'among the settings',
      (text: string) => text.replace('username: svc-cdp', `username: svc-cdp\n  password: ${secret}`),
    ],
    ['under a mistyped key', (text: string) => text.replace('password: stored', `pasword: ${secret}`)],
    [
      'under a mistyped setting',
      (text: string) => text.replace('username: svc-cdp', `username: svc-cdp\n  passwrd: ${secret}`),
    ],
    ['at the top', (text: string) => `password: ${secret}\n${text}`],
    ['for all secrets', (text: string) => text.replace(/^secrets:\n(?: .*\n|\n)*/m, `secrets: ${secret}\n`)],
    ['as a list', (text: string) => text.replace(/^secrets:\n(?: .*\n|\n)*/m, `secrets:\n  - ${secret}\n`)],
    ['as a remark', (text: string) => text.replace('password: stored', `# password: ${secret}`)],
    ['in what is no YAML', (text: string) => text.replace('password: stored', `password: "${secret}`)],
    [
      'as a key in what is no YAML',
      (text: string) => text.replace('password: stored', `privateKey: -----BEGIN KEY-----\n${secret}\n"`),
    ],
    ['loosely in what is no YAML', (text: string) => text.replace('password: stored', `password\n  ${secret}\n  "x`)],
  ])('%s is told, and never written back', async (_, turn) => {
    const { opened, edit: open } = editor(turn, () => '');
    const { seen, outcome } = await edit([], { edit: open });

    expect(opened[1]).toContain('# error: ');
    expect(opened[1]).not.toContain(secret);
    expect(seen).not.toContain(secret);
    expect(outcome?.data).toMatchObject({ result: 'unchanged' });
  });

  test('and everything else that was written stays, where it can be read', async () => {
    const { opened, edit: open } = editor(
      (text) => text.replace('username: svc-cdp', 'username: bob').replace('password: stored', `password: ${secret}`),
      asItWas,
    );
    const { problem } = await edit([], { edit: open });

    expect(opened[1]).toContain('username: bob\n');
    expect(opened[1]).toMatch(/# error: Password is a secret .*\n(?: {2}# error: .*\n)* {2}password: stored\n/);
    expect(problem?.detail).not.toContain(secret);
  });
});

describe('an export and an enrichment', () => {
  test('are edited as files as well', async () => {
    const { opened, edit: open } = editor(
      (text) =>
        text
          .replace('schedule: refresh', 'schedule: sometimes')
          .replace(/^ {2}# tables: .*$/m, '  tables:\n    - Customer\n    - Order\n  tabels: x'),
      (text) =>
        text.replace('schedule: sometimes', 'schedule: daily 02:00 Europe/Amsterdam').replace('  tabels: x\n', ''),
    );
    const { seen, outcome } = await ask(world, ['export', 'edit', 'vip-nightly', '--editor'], save, { edit: open });

    expectGolden('screens/export-edit-file-wrong', opened[1] ?? '');
    expect(seen).toContain('Schedule  refresh -> daily 02:00 Europe/Amsterdam\n');
    expect(outcome?.same?.command).toBe(
      "cinch export edit vip-nightly --tables Customer,Order --schedule 'daily 02:00 Europe/Amsterdam'",
    );
  });

  test('open again as they were left', async () => {
    const { opened, edit: open } = editor((text) => text.replace('schedule: refresh', 'schedule: off'), asItWas);
    await ask(
      world,
      ['export', 'edit', 'vip-nightly', '--editor'],
      [['Save this?', 'open the editor again'], ...save],
      { edit: open },
    );

    expect(opened[1]).toContain('schedule: off\n');
    expect((await world.as().query('export.show', { dependent: 'vip-nightly' })).schedule).toBe('off');
  });

  test('left as they were stay as they are', async () => {
    const { seen, outcome } = await ask(world, ['export', 'edit', 'vip-nightly', '--editor'], [], { edit: asItWas });

    expect(seen).toContain('the file was left as it was');
    expect(outcome?.data).toMatchObject({ result: 'unchanged' });
  });

  test('what someone else saved meanwhile is not written over', async () => {
    const { problem } = await ask(world, ['export', 'edit', 'vip-nightly', '--editor'], save, {
      edit: (text) => text.replace('schedule: refresh', 'schedule: off'),
      async meanwhile() {
        await world.as().apply([{ change: 'export.edit', dependent: 'vip-nightly', schedule: 'every 6 hours' }]);
      },
    });

    expect([problem?.code, problem?.exit]).toEqual(['revision.moved', 7]);
    expect((await world.as().query('export.show', { dependent: 'vip-nightly' })).schedule).toBe('every 6 hours');
  });

  test('an enrichment says in its file what it is told, and takes a field away', async () => {
    await world.as().apply([
      lookup('Company data'),
      {
        change: 'enrichment.add',
        connection: 'company-data',
        displayName: 'Companies',
        settings: { customers: 'VIP' },
      },
    ]);
    const { opened, edit: open } = editor((text) =>
      text.replace(/^ {2}customers: VIP\n/m, '').replace('displayName: Companies', 'displayName: Company profiles'),
    );
    const { seen, outcome } = await ask(world, ['enrichment', 'edit', 'companies', '--editor'], save, { edit: open });

    expect(opened[0]).toContain('# companies: an enrichment of type experian, at revision 1.\n');
    expect(seen).toMatch(/VIP -> none\n/);
    expect(outcome?.same?.command).toBe(
      "cinch enrichment edit companies --unset customers --display-name 'Company profiles'",
    );
  });

  test('R13 whoever may not change one is told before it is opened', async () => {
    const { problem } = await ask(world, ['export', 'edit', 'vip-nightly', '--editor'], [], { account: 'chloe' });

    expect(problem?.exit).toBe(5);
  });
});
