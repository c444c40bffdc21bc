import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { preparedKept } from '../support/kept-cli.ts';
import type { Prepared } from '../support/prepared.ts';
import { canary, drop, enrichmentOn, exportOn, lookup, newsletter } from './furniture.ts';

let cli: Prepared;

beforeEach(async () => {
  cli = await preparedKept([
    drop('Old drop'),
    drop('New drop'),
    newsletter('News'),
    newsletter('Letters'),
    lookup('Old data'),
    lookup('New data'),
    exportOn('old-drop', 'VIP segment'),
    exportOn('old-drop', 'Winback'),
    enrichmentOn('old-data', 'Company lookup'),
    enrichmentOn('old-data', 'Stopped lookup'),
    { change: 'enrichment.deactivate', dependent: 'stopped-lookup' },
  ]);
});
afterEach(() => cli.remove());

test('what uses a connection is drawn as a tree', async () => {
  expect((await cli.ok(['connection', 'dependents', 'old-data'])).stdout.replace(/, by .*/g, '')).toBe(
    [
      'old-data',
      '└─ 2 enrichments',
      '   ├─ company-lookup  active    refresh',
      '   └─ stopped-lookup  inactive  refresh',
      '',
    ].join('\n'),
  );
  expect((await cli.ok(['connection', 'dependents', 'News'])).stdout).toBe('news\n└─ nothing uses it\n');
});

test('what uses a connection is one document, whatever its drawing', async () => {
  const { stdout, stderr } = await cli.ok(['connection', 'dependents', 'old-drop', '-o', 'json']);
  expect(stderr).toBe('');
  expect(JSON.parse(stdout)).toMatchObject({
    apiVersion: 'cinch/v1',
    kind: 'Dependents',
    connection: 'old-drop',
    exports: [
      {
        name: 'vip-segment',
        displayName: 'VIP segment',
        status: 'active',
        schedule: 'refresh',
        lastRun: null,
        permission: 'edit',
      },
      { name: 'winback' },
    ],
    enrichments: [],
  });
});

test.each([
  ['tree', 'old-drop\n└─ 2 exports\n'],
  ['mermaid', 'graph LR\n  connection["old-drop"]\n  export1["vip-segment"] --> connection\n'],
  ['dot', 'digraph dependents {\n'],
  ['name', 'vip-segment\nwinback\n'],
  ['tsv', 'NAME\tKIND\tSTATUS\t'],
  ['csv', 'name,kind,status,'],
  ['table', 'NAME         KIND    STATUS  SCHEDULE'],
])('dependents with -o %s', async (format, begins) => {
  const { stdout } = await cli.ok(['connection', 'dependents', 'old-drop', '-o', format]);
  expect(stdout.slice(0, begins.length)).toBe(begins);
});

test('a drawing that is none is refused with the nearest', async () => {
  const { exit, stderr } = await cli(['connection', 'dependents', 'old-drop', '-o', 'mermad']);
  expect([exit, stderr]).toEqual([2, expect.stringContaining('did you mean `mermaid`?')]);
});

test('replacing is severe while something uses the old one, and shows what a person would type', async () => {
  const { exit, stdout, stderr } = await replace('old-drop', 'New drop');
  expect([exit, stdout]).toEqual([3, '']);
  expect(stderr).toContain(
    'error: this moves 2 exports from old-drop to new-drop; confirm it with `--confirm old-drop`\n',
  );
  expect(stderr).toContain('hint: cinch connection replace old-drop --with new-drop --confirm old-drop\n');
  expect((await replace('old-drop', 'new-drop', '--yes')).exit).toBe(3);
  expect((await replace('old-drop', 'new-drop', '--confirm', 'new-drop')).exit).toBe(2);
  expect(await uses('old-drop')).toEqual(['vip-segment', 'winback']);
});

test('R29 help says that replacing is the way back from a key vault', async () => {
  const { stdout } = await cli.ok(['connection', 'replace', '--help']);
  expect(stdout.replace(/\s+/g, ' ')).toContain('the way from a key vault back to a stored secret');
});

test('R29 everything moves and the old one stays', async () => {
  const { stdout, stderr } = await replace('old-drop', 'new-drop', '--confirm', 'old-drop');
  expect(stdout).toContain('connected  export vip-segment  (connection; revision 2)\n');
  expect(stderr).toContain('hint: cinch connection remove old-drop\n');
  expect([await uses('old-drop'), await uses('new-drop')]).toEqual([[], ['vip-segment', 'winback']]);
});

test('R29 --remove-old removes it in the same step', async () => {
  const ran = await replace('old-drop', 'new-drop', '--remove-old', '--confirm', 'old-drop', '-o', 'json');
  expect(ran.json()).toMatchObject({
    kind: 'ChangeResult',
    result: 'removed',
    changes: [
      { change: 'export.connect', name: 'vip-segment', result: 'updated' },
      { change: 'export.connect', name: 'winback', result: 'updated' },
      { change: 'connection.remove', name: 'old-drop', result: 'removed' },
    ],
    next: ['cinch connection dependents new-drop'],
  });
  expect((await cli(['connection', 'show', 'old-drop'])).exit).toBe(6);
  expect(cli.printed() + cli.kept()).not.toContain(canary);
});

test('a dry run shows the whole plan and changes nothing', async () => {
  const { stdout } = await replace('old-drop', 'new-drop', '--remove-old', '--dry-run');
  expect(stdout).toBe(
    [
      'would connect  export vip-segment  (connection; revision 2)',
      'would connect  export winback  (connection; revision 2)',
      'would remove   connection old-drop',
      'would be: 2 updated, 1 removed',
      'dry run: nothing has changed',
      '',
    ].join('\n'),
  );
  expect(await uses('old-drop')).toEqual(['vip-segment', 'winback']);
});

test('R22 what was inactive moves and stays inactive', async () => {
  await replace('old-data', 'new-data', '--remove-old', '--confirm', 'old-data');
  const { enrichments } = await cli.door.query('connection.dependents', { connection: 'new-data' });
  expect(enrichments.map(({ name, status }) => [name, status])).toEqual([
    ['company-lookup', 'active'],
    ['stopped-lookup', 'inactive'],
  ]);
});

test('R25 single dependents can be decided otherwise', async () => {
  await replace('old-drop', 'new-drop', '--exports', 'winback=disconnect', '--confirm', 'old-drop');
  expect(await uses('new-drop')).toEqual(['vip-segment']);
  expect(await cli.door.query('export.show', { dependent: 'winback' })).toMatchObject({
    connection: null,
    status: 'inactive',
  });
});

test('a decision for what does not use it is refused, and nothing has changed', async () => {
  const { exit, stderr } = await replace('old-drop', 'new-drop', '--exports', 'winbak=remove', '--confirm', 'old-drop');
  expect(exit).toBe(6);
  expect(stderr).toContain('error: there is no export of old-drop `winbak`\n');
  expect(stderr).toContain('hint: cinch connection dependents old-drop\n');
  expect((await replace('old-drop', 'new-drop', '--exports', 'stop')).exit).toBe(2);
});

test('D6 the other connection is of the same type, even when nothing would move', async () => {
  for (const name of ['old-drop', 'new-drop']) {
    const { exit, stderr } = await replace(name, 'news');
    expect(exit).toBe(2);
    expect(stderr).toContain(`error: connection \`${name}\` is of type sftp, but \`news\` is of type mailchimp\n`);
    expect(stderr).toContain('hint: cinch connection list --type sftp\n');
  }
});

test('a connection is not replaced by itself, by nothing, or by what is not there', async () => {
  expect((await replace('old-drop', 'Old drop')).exit).toBe(2);
  expect((await replace('old-drop', 'nothing')).exit).toBe(6);
  const ran = await cli(['connection', 'replace', 'old-drop', '-o', 'json']);
  expect(ran.exit).toBe(3);
  expect(JSON.parse(ran.stderr).missing).toEqual([
    { input: 'with', flag: '--with CONNECTION', help: expect.any(String) },
  ]);
});

test('with nothing to move nothing is asked, and an unused one is removed with --yes', async () => {
  expect((await replace('news', 'letters')).stdout).toBe('nothing to do\n');
  const asked = await replace('news', 'letters', '--remove-old');
  expect([asked.exit, asked.stderr]).toEqual([3, expect.stringContaining('confirm it with `--yes`')]);
  expect((await replace('news', 'letters', '--remove-old', '--yes')).stdout).toContain('removed  connection news');
});

test('a connection that awaits its sign-in is named as such before everything goes there', async () => {
  await cli.door.apply([exportOn('news', 'Weekly')]);
  expect((await replace('news', 'letters')).stderr).toContain(
    'letters still awaits its sign-in, and nothing runs until then',
  );
});

test('D13 a locked connection is left, but not removed', async () => {
  await cli.door.apply([{ change: 'connection.lock', connection: 'old-drop', reason: 'SLA' }]);
  const { exit, stderr } = await replace('old-drop', 'new-drop', '--remove-old', '--confirm', 'old-drop');
  expect([exit, stderr]).toEqual([8, expect.stringContaining('hint: cinch connection unlock old-drop\n')]);
  expect(await uses('old-drop')).toEqual(['vip-segment', 'winback']);
  expect((await replace('old-drop', 'new-drop', '--confirm', 'old-drop')).exit).toBe(0);
});

test('--if-revision holds for the connection that is left', async () => {
  const moved = await replace('old-drop', 'new-drop', '--if-revision', '2', '--confirm', 'old-drop');
  expect([moved.exit, moved.stderr]).toEqual([7, expect.stringContaining('is at revision 1, not 2')]);
  expect((await replace('old-drop', 'new-drop', '--if-revision', '1', '--confirm', 'old-drop')).exit).toBe(0);
});

const replace = (old: string, by: string, ...flags: string[]) =>
  cli(['connection', 'replace', old, '--with', by, ...flags]);

async function uses(connection: string) {
  const { exports, enrichments } = await cli.door.query('connection.dependents', { connection });
  return [...exports, ...enrichments].map(({ name }) => name);
}
