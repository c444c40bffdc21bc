import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readTrees } from '../../../../src/commands/shared/manifest/yaml-tree.ts';
import { readManifest } from '../../../../src/plan/manifest/read-manifest.ts';
import { placedFindings, plainOf } from '../../../../src/plan/manifest/tree.ts';
import { fillTree, literal, readValues, settledValues, type Values } from '../../../../src/plan/manifest/values.ts';
import { treeOf } from '../../../support/manifests.ts';

/** What is wrong with texts, as `file:line:column what`. */
async function wrong(...texts: readonly string[]): Promise<readonly string[]> {
  let begins = 0;
  const read = [];
  for (const [at, text] of texts.entries()) {
    read.push(await readTrees(`${'abc'[at]}.yaml`, text, begins));
    begins += text.length + 1;
  }
  const sources = read.map(({ source }) => source);
  const form = readManifest(
    read.flatMap(({ trees }) => trees),
    sources,
  );
  return placedFindings(sources, [...read.flatMap(({ findings }) => findings), ...form.findings]).map(
    ({ at, message }) => `${at?.file}:${at?.line}:${at?.column} ${message}`,
  );
}

describe('a manifest', () => {
  test('may be several documents and files, in YAML or JSON', async () => {
    const yaml = 'id: retail\nconnections:\n  one: { type: sftp }\n---\nusers: { ana: { role: viewer } }\n';

    expect(await wrong(yaml, '{"connections": {"two": {"type": "mailchimp"}}}')).toEqual([]);
  });

  test('is refused with all that is wrong, each with file, line and column', async () => {
    const text = [
      'id: Retail Team',
      'conections: {}',
      'connections:',
      '  One: { type: sftp }',
      '  two:',
      '    displayName: [x]',
      '    settings: text',
      '    share: everybody',
      '    lock: ""',
      '    secrets: { password: hunter2, key: { fromEnv: a b }, other: { fromEnv: A, keyVault: b } }',
      'exports:',
      '  nightly: { schedule: dayly }',
      'users:',
      '  ana: {}',
      '  ben: { role: viewer, exports: [nightly] }',
    ].join('\n');

    expect(await wrong(text)).toEqual([
      'a.yaml:1:1 `id` has to be lower-case letters, digits and dashes, at most 80',
      'a.yaml:2:1 there is no field `conections`; did you mean `connections`?',
      'a.yaml:4:3 a name has to be lower-case letters, digits and dashes, at most 80',
      'a.yaml:5:3 `type` is missing',
      'a.yaml:6:18 `displayName` has to be text',
      'a.yaml:7:15 `settings` has to be keys with their values',
      'a.yaml:8:5 `share` has to be one of administrators, contributors, user:NAME',
      'a.yaml:9:5 `lock` is empty; leave it out instead, or unset it',
      ...[16, 35, 58].map(
        (column, at) =>
          `a.yaml:10:${column} the secret \`${['password', 'key', 'other'][at]}\` has to be \`{ keyVault: NAME }\` or \`{ fromEnv: VARIABLE }\`; a secret itself is never written here`,
      ),
      expect.stringContaining('a.yaml:12:14 `schedule` has to be refresh'),
      'a.yaml:14:3 `role` is missing',
      'a.yaml:15:24 `exports` applies only while `role` is runner',
    ]);
  });

  test('may state the key vault, by its exact address', async () => {
    const vault = (text: string) => wrong(`id: retail\nvault: ${text}`);

    expect(await vault('{ url: "https://contoso.vault.azure.net", credential: browser, terms: "2026-11" }')).toEqual(
      [],
    );
    expect(await vault('{}')).toEqual(['a.yaml:2:8 `url` is missing']);
    expect(await vault('{ url: "https://contoso.vault.azure.net.evil.example", credential: az }')).toEqual([
      expect.stringMatching(/^a\.yaml:2:10 `url` has to be `https:\/\/NAME` before one of vault\.azure\.net/),
      expect.stringMatching(/^a\.yaml:2:63 `credential` has to be one of azure-cli, /),
    ]);
    expect(await wrong('id: retail\nvault: { url: "https://contoso.vault.azure.net" }', 'vault: {}')).toEqual([
      'b.yaml:1:1 `vault` is there already, in a.yaml at line 2',
    ]);
  });

  test('says each name once, in whichever file', async () => {
    const found = await wrong(
      'id: retail\nconnections: { one: { type: sftp, type: mailchimp } }',
      'connections:\n  one: { type: sftp }\n  two: { type: sftp, displayName: ONE }',
      'id: other',
    );

    expect(found).toEqual([
      'a.yaml:2:35 `type` is there already',
      'b.yaml:2:3 `one` is there already, in a.yaml at line 2',
      'b.yaml:3:22 that display name is there already, in a.yaml at line 2',
      'c.yaml:1:1 another `id` is there already, in a.yaml at line 1',
    ]);
  });

  test.each([
    ['a tab', 'id: retail\n\tconnections: {}', 'a.yaml:2:1 this cannot be read: a tab stands where spaces have to'],
    ['no end', 'id: "retail', 'a.yaml:1:5 this cannot be read: a bracket, quote or comma is missing'],
    ['a tag', 'id: !x retail', 'a.yaml:1:5 this cannot be read: a tag is not known'],
    ['an alias of nothing', 'id: *x', 'a.yaml:1:5 this cannot be read: an alias leads nowhere'],
    [
      'an escape',
      'id: "\\x"',
      'a.yaml:1:6 this cannot be read: a backslash in double quotes stands before what it cannot',
    ],
    ['a mark', 'id: @x', 'a.yaml:1:5 this cannot be read: a value begins with a mark that has to be in quotes'],
    [
      'two colons',
      'id: a: b',
      'a.yaml:1:5 this cannot be read: a colon with a space after it stands in a value, which has to be in quotes',
    ],
    ['a bracket', '{"id": "x"', 'a.yaml:1:8 this cannot be read: a bracket, quote or comma is missing'],
    ['a second end', '{id: x}}', 'a.yaml:1:8 this cannot be read: something stands where nothing may'],
  ])('that cannot be read for %s says where', async (_, text, expected) => {
    expect(await wrong(text)).toContain(expected);
  });

  test('is not taken down by aliases that multiply, that lead into themselves, or by depth', async () => {
    const bomb = [
      'a: &a [x,x,x,x,x,x,x,x,x]',
      ...[...'bcdefgh'].map((it, at) => `${it}: &${it} [${Array(9).fill(`*${'abcdefgh'[at]}`)}]`),
    ];

    expect((await wrong(bomb.join('\n'))).join('\n')).toContain('its aliases multiply');
    expect((await wrong('id: &x [*x]')).join('\n')).toContain('it nests too deeply');
    expect((await wrong(`id: ${'['.repeat(100_000)}`)).join('\n')).toContain('this cannot be read');
  });

  test('may repeat itself with anchors', async () => {
    const text =
      'id: retail\nconnections:\n  one: &drop { type: sftp, settings: { hostname: h, username: u } }\n  two: *drop';

    expect(await wrong(text)).toEqual([]);
  });
});

describe('values', () => {
  const given = (values: object): Values => readValues(treeOf(values)).values;
  const fill = (tree: unknown, values: object) => {
    const settled = settledValues(given(values));
    const { tree: filled, findings } = fillTree(treeOf(tree), settled.values);
    return { filled: plainOf(filled), found: [...settled.findings, ...findings].map(({ issue }) => issue.message) };
  };

  test('fill placeholders, keep their kind where they stand alone, and need one another', () => {
    const { filled, found } = fill(
      { a: '${port}', b: 'sftp://${host}:${port}', c: ['${flag}'], d: '$${host} ${host' },
      { host: '${name}.example', name: 'drop', port: 22, flag: true },
    );

    expect([filled, found]).toEqual([{ a: 22, b: 'sftp://drop.example:22', c: [true], d: '${host} ${host' }, []]);
  });

  test('are never put into a secret, and what is put in is not read again', () => {
    const { filled } = fill({ x: { secrets: { password: { fromEnv: '${host}' } } }, y: '${host}' }, { host: '$${z}' });

    expect(filled).toEqual({ x: { secrets: { password: { fromEnv: '${host}' } } }, y: '${z}' });
  });

  test('that are not there are told with the nearest, and circles once', () => {
    expect(fill({ x: '${hots}' }, { host: 'h' }).found).toEqual(['`${hots}` has no value; did you mean `${host}`?']);
    expect(fill({}, { a: '${b}', b: '${c}', c: '${a}', d: '${d}' }).found).toEqual([
      'these values need each other: `${a}`, `${b}`, `${c}`',
      'these values need each other: `${d}`',
    ]);
  });

  test('do not grow without end', () => {
    const doubling = Object.fromEntries(
      Array.from({ length: 40 }, (_, at) => [`v${at}`, `\${v${at + 1}}\${v${at + 1}}`]),
    );

    expect(fill({}, { ...doubling, v40: 'x' }).found).toContain(
      'the filled-in text is longer than 10000 characters; give a shorter one',
    );
  });

  test('leave any text as it was that is written to stand for itself', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('$', '{', '}', 'a', '${', '${a}'), { maxLength: 12 }), (parts) => {
        const text = parts.join('');

        expect(fill({ x: literal(text) }, { a: 'filled' })).toEqual({ filled: { x: text }, found: [] });
      }),
    );
  });
});
