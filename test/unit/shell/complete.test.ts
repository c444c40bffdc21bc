import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { catalog } from '../../../src/catalog/index.ts';
import { nouns, singles } from '../../../src/commands/tree.ts';
import type { NameItem } from '../../../src/model/query.ts';
import { printOffer } from '../../../src/shell/complete/candidate.ts';
import type { Look } from '../../../src/shell/complete/look.ts';
import { offerFor } from '../../../src/shell/complete/offer.ts';
import { formats } from '../../../src/views/output/format.ts';
import { topics } from '../../../src/views/topics/topic.ts';
import { again, createRandom, seedOf } from '../../support/random.ts';

const item = (name: string, type: string | null = null): NameItem => ({ name, displayName: `The ${name}`, type });
const there: { readonly [kind: string]: readonly NameItem[] } = {
  connection: [
    item('drop', 'sftp'),
    item('drop-2', 'sftp'),
    item('letters', 'mailchimp'),
    item('own', 'own-crm'),
    item('places', 'here-technologies'),
  ],
  export: [item('nightly', 'sftp'), item('nightly-2', 'sftp'), item('weekly', 'mailchimp')],
  enrichment: [item('lookup', 'leadspace')],
  user: [item('ana@contoso.example'), item('ben')],
  type: [item('own-crm')],
};
const typeIds = catalog.map(({ id }) => id);
const field = { label: 'L', help: 'Of our own' };

/** A small world, and what was asked of it. */
function world(): Look & { readonly asked: string[] } {
  const asked: string[] = [];
  return {
    asked,
    names: async ({ kind, startsWith, type, connection }) => {
      asked.push(kind);
      const all = (there[kind] ?? []).filter(({ name }) => name.startsWith(startsWith));
      const on = connection === undefined ? all : all.filter((it) => it.type === 'sftp');
      return type === undefined ? on : on.filter((it) => it.type === type);
    },
    environments: async () => ['prod', 'test'],
    declaration: async (type) => {
      asked.push('declaration');
      const own = {
        hot: { kind: 'switch' as const, default: false, ...field },
        mode: {
          kind: 'choice' as const,
          choices: [
            { value: 'slow', label: 'Slowly' },
            { value: '$(fast)', label: '' },
          ],
          ...field,
        },
      };
      return type === 'own-crm' ? { fields: own, usage: {} } : catalog.find(({ id }) => id === type)?.load();
    },
    variables: () => ['PATH', 'SFTP_PASSWORD'],
  };
}

/** What is printed for a line, whose last word is the one that is being typed. */
async function lines(...words: readonly string[]): Promise<readonly string[]> {
  const answer = printOffer(await offerFor(words, world()), words.at(-1) ?? '');
  return answer.split('\n').slice(0, -1);
}

async function offered(line: string): Promise<readonly string[]> {
  return (await lines(...line.split(' '))).map((it) => (it.startsWith(':') ? it : (it.split('\t')[0] as string)));
}

const verbs = (name: string) =>
  nouns.find((noun) => noun.name === name)?.verbs.map(({ path }) => path.split(' ')[1]) ?? [];

const alone = singles.map(({ path }) => path).filter((path) => !path.includes(' '));

describe('words that may stand where one is typed', () => {
  test.each<readonly [line: string, words: readonly string[]]>([
    ['', [...nouns.map(({ name }) => name), ...alone, 'help']],
    ['co', ['connection', 'config', 'completion']],
    ['conn', ['connection']],
    ['env', ['environment']],
    ['connection ', verbs('connection') as string[]],
    ['conn sh', ['show', 'share']],
    ['connection l', ['list', 'lock']],
    ['connection ls', ['ls']],
    ['export rm', ['rm']],
    ['connection rm', ['rm']],
    ['export det', ['detach']],
    ['user det', []],
    ['-e test connection sh', ['show', 'share']],
    ['nonsense ', []],
    ['connection nonsense ', []],
    ['help ', [...Object.keys(topics), ...nouns.map(({ name }) => name), ...alone]],
    ['help rem', ['removal']],
    ['help conn r', ['rename', 'replace', 'remove']],
    ['help connection show ', []],
    ['help removal ', []],
    ['version ', []],
    ['serve ', ['init', 'recover']],
    ['serve init ', []],
    ['help serve ', ['init', 'recover']],
  ])('%j: commands, topics and verbs', async (line, words) => {
    expect(await offered(line)).toEqual(words);
  });

  test.each<readonly [line: string, words: readonly string[]]>([
    ['connection show ', ['drop', 'drop-2', 'letters', 'own', 'places']],
    ['export add X --connection ', ['drop', 'drop-2', 'letters', 'own']],
    ['export add X --type sftp --connection ', ['drop', 'drop-2']],
    ['export connect weekly --connection ', ['letters']],
    ['enrichment add X --connection ', ['own', 'places']],
    ['connection show d', ['drop', 'drop-2']],
    ['connection show drop ', []],
    ['connection show -- d', ['drop', 'drop-2']],
    ['connection add s', catalog.filter(({ id, addable }) => addable && id.startsWith('s')).map(({ id }) => id)],
    ['connection add own', ['own-crm']],
    ['connection add inm', []],
    ['type show inm', ['inmobi']],
    ['type remove ', ['own-crm']],
    ['connection add sftp ', []],
    ['export show n', ['nightly', 'nightly-2']],
    ['export remove nightly ', ['nightly-2', 'weekly']],
    ['export remove nightly weekly n', ['nightly-2']],
    ['enrichment activate ', ['lookup']],
    ['user edit ', ['ana@contoso.example', 'ben']],
    ['environment use ', ['prod', 'test']],
    ['environment show --reason ', []],
    ['can export.c', ['export.connect']],
    ['can connection.edit d', ['drop', 'drop-2']],
    ['can export.run w', ['weekly']],
    ['can export.add l', ['letters']],
    ['can user.edit b', ['ben']],
    ['can connection.add ', []],
    ['schema Exp', ['ExportList', 'Export']],
    ['config get ', ['environment', 'output', 'accessible']],
    ['environment restore ', [':files\t']],
    ['type add ', [':files\t']],
    ['user add ', []],
  ])('%j: arguments by what they are', async (line, words) => {
    expect(await offered(line)).toEqual(words);
  });

  test.each<readonly [line: string, words: readonly string[]]>([
    ['-e ', ['prod', 'test']],
    ['connection list -e t', ['test']],
    ['connection exec drop --as-file p', ['password', 'privateKey', 'passphrase']],
    ['export run nightly --as-file pr', ['privateKey']],
    ['export run nothing --as-file ', []],
    ['plan --exports ', ['disconnect', 'remove', 'move:']],
    ['apply --enrichments deact', ['deactivate']],
    ['plan --exports move:l', ['move:letters']],
    ['connection list --environment=', ['--environment=prod', '--environment=test']],
    ['--as b', ['ben']],
    ['connection list -o ', formats],
    ['connection dependents drop -o m', ['mermaid']],
    ['connection dependents drop --output=d', ['--output=dot']],
    ['connection list --type s', typeIds.filter((id) => id.startsWith('s'))],
    ['connection list --sort c', ['createdAt', 'createdBy']],
    ['connection list --sort createdAt:', ['createdAt:asc', 'createdAt:desc']],
    ['audit list --sort ', []],
    ['discover --sort a', ['article', 'addable']],
    ['connection add sftp X --if-exists ', ['fail', 'skip', 'update']],
    ['connection add sftp X --accept-terms ', ['2026-11']],
    ['connection add sftp X --share ', ['administrators', 'contributors', 'user:']],
    ['connection add sftp X --share user:a', ['user:ana@contoso.example']],
    ['connection add sftp X --share=user:a', ['--share=user:ana@contoso.example']],
    ['connection share drop --with ', ['contributors', 'user:']],
    ['connection unshare drop --with user:', ['user:ana@contoso.example', 'user:ben']],
    ['connection replace drop --with ', ['drop-2']],
    ['connection remove drop --exports ', ['disconnect', 'remove', 'move:', 'nightly=', 'nightly-2=']],
    ['connection remove drop --exports nightly=', ['nightly=disconnect', 'nightly=remove', 'nightly=move:']],
    ['connection remove drop --exports nightly=move:', ['nightly=move:drop-2']],
    ['connection remove drop --enrichments de', ['deactivate']],
    ['connection replace drop --exports move:', ['move:drop-2']],
    ['environment backup --to ', [':files\t']],
    ['environment edit --new-passphrase ', ['env:', 'file:', 'stdin', 'prompt']],
    ['environment edit --new-passphrase file:/t', [':files\tfile:']],
    ['user add ana --role a', ['administrator', 'auditor']],
    ['audit list --action user.', ['user.add', 'user.bind', 'user.edit', 'user.remove']],
    ['export add X --schedule ', ['refresh', 'off']],
    ['connection list --confirm ', []],
    ['connection edit drop --confirm ', []],
    ['connection list --nonsense ', []],
  ])('%j: the values of a flag', async (line, words) => {
    expect((await offered(line)).toSorted()).toEqual(words.toSorted());
  });

  test.each<readonly [line: string, words: readonly string[]]>([
    ['connection add sftp --h', ['--hostname', '--help']],
    ['connection add own-crm --h', ['--hot', '--help']],
    ['connection add own-crm --hot ', []],
    ['connection add own-crm X --mode ', ['slow']],
    ['connection add sftp X --authentication-method ', ['usernamePassword', 'sshKey']],
    ['connection add sftp X --authentication-method=s', ['--authentication-method=sshKey']],
    ['connection add sftp X --secret ', ['password=', 'privateKey=', 'passphrase=']],
    [
      'connection add sftp X --secret password=',
      ['env:', 'file:', 'stdin', 'prompt', 'keyvault:'].map((it) => `password=${it}`),
    ],
    ['connection add sftp X --secret password=env:S', ['password=env:SFTP_PASSWORD']],
    ['connection add sftp X --secret password=file:', [':files\tpassword=file:']],
    ['connection add sftp X --secret=password=file:', [':files\t--secret=password=file:']],
    ['connection add sftp X --secret hostname=', []],
    ['connection add sftp X --set h', ['hostname=']],
    ['connection add sftp X --set p', []],
    [
      'connection add sftp X --set authenticationMethod=',
      ['authenticationMethod=usernamePassword', 'authenticationMethod=sshKey'],
    ],
    ['connection add own-crm X --set hot=', ['hot=true', 'hot=false']],
    ['connection edit drop --host', ['--hostname']],
    ['connection edit drop --unset ', ['authenticationMethod', 'hostname', 'username', 'exportFolder']],
    ['connection edit letters --host', []],
    ['connection edit nothing --host', []],
    ['export add X --connection letters --au', ['--audience-id']],
    ['export add X --type mailchimp --au', ['--audience-id']],
    ['export add X --connection drop --au', []],
    ['export edit weekly --au', ['--audience-id']],
    ['export edit weekly --set au', ['audienceId=']],
    ['enrichment edit lookup --output-t', ['--output-table']],
    ['connection add --host', []],
  ])('%j: flags and fields of the type at hand', async (line, words) => {
    expect(await offered(line)).toEqual(words);
  });

  test('flags come with what they mean, and none that was given, unless it may be given again', async () => {
    expect(await lines('connection', 'show', 'drop', '--he')).toEqual(['--help\tShow help']);
    expect(await offered('connection add sftp --hostname h --h')).toEqual(['--help']);
    expect(await offered('connection add sftp -o json --out')).toEqual([]);
    expect(await offered('connection add sftp --set a=b --se')).toEqual(['--set', '--secret']);
    expect(await offered('-e test connection list --env')).toEqual([]);
    expect((await offered('connection show drop -')).every((word) => word.startsWith('--'))).toBe(true);
  });

  test('names and choices come with what people call them', async () => {
    expect(await lines('connection', 'show', 'dr')).toEqual(['drop\tThe drop', 'drop-2\tThe drop-2']);
    expect(await lines('connection', 'add', 'sftp', 'X', '--authentication-method', 'ss')).toEqual(['sshKey\tSSH key']);
  });

  test('a word of a person counts as one, whatever is in it', async () => {
    expect(await lines('connection', 'add', 'sftp', 'Retail nightly drop', '--host')).toHaveLength(1);
    expect(await lines('export', 'remove', 'Nightly customers', 'week')).toEqual(['weekly\tThe weekly']);
  });
});

describe('what is looked up for a word', () => {
  test('is nothing, where the definition alone knows it', async () => {
    for (const line of ['', 'connection ', 'connection list -o ', 'connection add sftp X --if-exists ', 'help ']) {
      const look = world();
      await offerFor(line.split(' '), look);
      expect(look.asked).toEqual([]);
    }
  });

  test('is what its place takes, and no more', async () => {
    for (const [line, asked] of [
      ['connection show ', ['connection']],
      ['connection edit drop --role', ['connection', 'declaration']],
      ['connection edit drop --reason ', []],
      ['connection add sftp --', ['declaration']],
    ] as const) {
      const look = world();
      await offerFor(line.split(' '), look);
      expect([line, look.asked]).toEqual([line, asked]);
    }
  });
});

describe('an answer', () => {
  test('is never read as anything but text by a shell, nor moves a cursor', () => {
    const words = [
      'fine',
      'a b',
      '$(x)',
      '`x`',
      "it's",
      'a"b',
      'a;b',
      'a&b',
      'a|b',
      'a>b',
      '*',
      '~a',
      'a\u001b[2J',
      'a\u202eb',
      'contoso\\ana',
      '',
      '{a,b}',
      '!x',
      '#x',
      'a\tb',
    ];
    const answer = printOffer({ candidates: words.map((word) => ({ word, about: 'x\u001b]0;y\u0007\tz\n' })) }, '');

    expect(answer.split('\n').map((line) => line.split('\t')[0])).toEqual(['fine', 'contoso\\ana', '']);
    expect(answer).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f]/);
    expect(answer.split('\n').every((line) => line === '' || line.split('\t').length === 2)).toBe(true);
  });

  test(`is had for any line at all ${again(seedOf(700))}`, async () => {
    const random = createRandom(seedOf(700));
    const parts = [
      'connection',
      'conn',
      'add',
      'edit',
      'remove',
      'export',
      'sftp',
      'drop',
      '--',
      '-',
      '-e',
      '-o',
      '--secret',
      '--secret=',
      'password=',
      '--set',
      'a=b',
      '--exports',
      'x=move:',
      '--share',
      'user:',
      '',
      'help',
      '--sort',
      ':',
      '__proto__',
      'constructor',
      '--constructor',
      '--__proto__=',
      '\u0000',
      '\n',
      'x'.repeat(2_000),
    ];
    for (let n = 0; n < 2_000; n += 1) {
      const line = Array.from({ length: random.below(7) }, () => random.pick(parts));
      expect(typeof printOffer(await offerFor(line, world()), line.at(-1) ?? '')).toBe('string');
    }
    await fc.assert(
      fc.asyncProperty(fc.array(fc.string({ unit: 'binary', maxLength: 12 }), { maxLength: 6 }), async (line) => {
        const answer = printOffer(await offerFor(line, world()), line.at(-1) ?? '');
        expect(answer === '' || answer.endsWith('\n')).toBe(true);
      }),
      { numRuns: 300, seed: seedOf(700) },
    );
  });

  test('a command after `--` is not ours to complete', async () => {
    expect(await lines('connection', 'exec', 'drop', '--', '')).toEqual([]);
    expect(await lines('export', 'run', 'nightly', '--', 'sh', '--')).toEqual([]);
    expect(await lines('export', 'run', 'nightly', '--du')).toEqual([
      '--due\tOnly what its schedule says is due since its last run; without a name all of it',
    ]);
    expect(await lines('user', 'edit', 'ben', '--exports', 'week')).toEqual(['weekly\tThe weekly']);
  });
});
