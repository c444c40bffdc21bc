import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { preparedKept } from '../support/kept-cli.ts';
import type { Prepared } from '../support/prepared.ts';
import { canary, drop, enrichmentOn, exportOn, lookup, newsletter, people } from './furniture.ts';

let cli: Prepared;
beforeEach(async () => {
  cli = await preparedKept([
    ...people,
    drop('Retail drop', { share: ['user:chloe', 'user:carl'] }),
    newsletter('News', { share: ['contributors'] }),
    lookup('Looks'),
    exportOn('retail-drop', 'Nightly'),
    enrichmentOn('looks', 'Firms'),
    { change: 'enrichment.deactivate', dependent: 'firms' },
  ]);
  await cli.ok(['environment', 'add', 'prod']);
  await cli.ok(['user', 'add', 'chloe', '--role', 'contributor', '--environment', 'prod']);
});
afterEach(() => cli.remove());

const ends = ['promote', '--from', 'local', '--to', 'prod'];
const host = ['--value', 'retail-drop-hostname=sftp.prod.example'];
const there = async (...argv: readonly string[]) =>
  (await cli.ok([...argv, '--environment', 'prod', '-o', 'json'])).json();

test('every value that says where data goes has to be given again', async () => {
  const { exit, json } = await cli([...ends, '-o', 'json']);

  expect([exit, json().missing]).toEqual([
    3,
    [
      {
        input: 'retail-drop-hostname',
        flag: '--value retail-drop-hostname=TEXT',
        help: 'in local it is sftp.partner.example',
      },
    ],
  ]);
  expect((await cli(['promote', '-o', 'json'])).json().missing).toHaveLength(2);
  expect((await cli(['promote', '--from', 'prod', '--to', 'prod'])).exit).toBe(2);
});

test('a stored secret is not copied: it waits for its variable', async () => {
  const { exit, stderr } = await cli([...ends, ...host, '--yes']);
  expect([exit, stderr]).toEqual([8, expect.stringContaining('waits for the variable `RETAIL_DROP_PASSWORD`')]);
  expect((await there('connection', 'list')).total).toBe(0);

  await cli.ok([...ends, ...host, '--yes'], { env: { RETAIL_DROP_PASSWORD: 'another' } });
  expect((await there('connection', 'list')).total).toBe(3);
});

test('with secrets all of it comes, sealed anew, audited where it comes from, and the second time nothing', async () => {
  const ran = await cli.ok([...ends, ...host, '--with-secrets', '--reason', 'go live', '--yes']);
  expect(ran.stderr).toContain('not shared in prod, where they are no contributors: carl\n');
  expect(ran.stderr).toContain('ready at once: 2; waiting for a sign-in: 1\n');

  const shown = await there('connection', 'show', 'retail-drop');
  expect([shown.settings.hostname, shown.sharedWith, shown.secrets.password.source]).toEqual([
    'sftp.prod.example',
    ['chloe'],
    'stored',
  ]);
  expect((await there('export', 'show', 'nightly')).connection).toBe('retail-drop');
  expect((await there('enrichment', 'show', 'firms')).status).toBe('inactive');
  const { items } = await cli.door.query('audit.list', {});
  expect(items.some(({ action, reason }) => action === 'connection.exec' && reason === 'go live')).toBe(true);
  expect(cli.printed() + cli.kept()).not.toContain(canary);

  const again = await cli.ok([...ends, ...host, '--with-secrets', '-o', 'json']);
  expect(again.json().result).toBe('unchanged');
});
