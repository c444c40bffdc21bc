import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createDigest } from '../../src/adapters/system/digest.ts';
import { canonical } from '../../src/kernel/canonical.ts';
import type { Plan } from '../../src/model/plan.ts';
import { makePlan } from '../../src/plan/declared/make-plan.ts';
import { preparedKept } from '../support/kept-cli.ts';
import { manifestOf, planningOf, withSecrets } from '../support/manifests.ts';
import type { Prepared } from '../support/prepared.ts';
import { canary, drop, exportOn, newsletter, people } from './furniture.ts';

let cli: Prepared;
beforeEach(async () => {
  // With a secret sealed already, no run has to make the first key, which is costly on purpose.
  cli = await preparedKept([...people, drop('Another')]);
});
afterEach(() => cli.remove());

const env = { PASSWORD: canary };
const entry = {
  type: 'sftp',
  displayName: 'Retail drop',
  settings: { hostname: 'sftp.partner.example', username: 'svc' },
  secrets: { password: { fromEnv: 'PASSWORD' } },
  share: ['user:chloe'],
  terms: '2026-11',
};
const retail = {
  id: 'retail',
  connections: { 'retail-drop': entry, news: { type: 'mailchimp', terms: '2026-11' } },
  exports: { nightly: { connection: 'retail-drop', schedule: 'daily 02:00 UTC' } },
};
const write = (file: string, content: object | string) => {
  writeFileSync(join(cli.home, file), typeof content === 'string' ? content : JSON.stringify(content));
  return file;
};
const plan = (...more: readonly string[]) => cli(['plan', '-f', 'retail.yaml', ...more], { env });
const revision = async () => (await cli.door.query('environment.show', {})).revision;

describe('apply', () => {
  beforeEach(() => void write('retail.yaml', retail));

  test('does what plan showed; the second run says unchanged', async () => {
    const shown = await plan('--exit-code');
    expect([shown.exit, shown.stdout]).toEqual([10, expect.stringMatching(/\n3 to create\n$/)]);

    const { stdout } = await cli.ok(['apply', '-f', 'retail.yaml', '--yes'], { env });
    expect(stdout).toMatch(
      /^created {2}connection news .*\n.*retail-drop.*\ncreated {2}export nightly .*\n3 created\n$/,
    );
    const before = await revision();

    expect((await cli.ok(['apply', '-f', 'retail.yaml', '-o', 'json'], { env })).json()).toMatchObject({
      result: 'unchanged',
      changes: [],
    });
    expect([(await plan('--exit-code')).exit, await revision()]).toEqual([0, before]);
    expect(cli.printed() + cli.kept()).not.toContain(canary);
  });

  test('does again what was undone by hand since', async () => {
    await cli.ok(['apply', '-f', 'retail.yaml', '--yes'], { env });
    await cli.door.apply([{ change: 'connection.remove', connection: 'news' }]);

    expect((await cli.ok(['apply', '-f', 'retail.yaml', '--yes'], { env })).stdout).toMatch(
      /^created {2}connection news/,
    );
    await cli.door.apply([{ change: 'connection.remove', connection: 'news' }]);
    expect((await cli.ok(['apply', '-f', 'retail.yaml', '--yes'], { env })).stdout).toMatch(
      /^created {2}connection news/,
    );
  });

  test('asks first, and names the flag for a script', async () => {
    const { exit, stderr } = await cli(['apply', '-f', 'retail.yaml'], { env });

    expect([exit, stderr]).toEqual([3, expect.stringContaining('this creates 3 in local; confirm it with `--yes`')]);
    expect((await cli(['apply'])).exit).toBe(3);
  });

  test('carries out a plan that was kept, once', async () => {
    await cli.ok(['plan', '-f', 'retail.yaml', '--out', 'plan.json'], { env });
    expect(readFileSync(join(cli.home, 'plan.json'), 'utf8')).not.toContain(canary);

    expect((await cli.ok(['apply', 'plan.json', '--yes', '-o', 'json'], { env })).json().result).toBe('created');
    const before = await revision();
    const again = (await cli.ok(['apply', 'plan.json', '--yes', '-o', 'json'], { env })).json();
    expect([again.result, again.changes.length, await revision()]).toEqual(['unchanged', 3, before]);
  });

  test('refuses a plan in which something moved meanwhile, and nothing has changed', async () => {
    await cli.ok(['apply', '-f', 'retail.yaml', '--yes'], { env });
    write('retail.yaml', {
      ...retail,
      connections: { ...retail.connections, 'retail-drop': { ...entry, displayName: 'Drop' } },
    });
    await cli.ok(['plan', '-f', 'retail.yaml', '--out', 'plan.json'], { env });
    await cli.door.apply([{ change: 'connection.lock', connection: 'retail-drop', reason: 'season' }]);
    const before = await revision();

    const { exit, json } = await cli(['apply', 'plan.json', '--yes', '-o', 'json'], { env });
    expect([exit, json().code, json().detail]).toEqual([
      7,
      'plan.moved',
      'connection `retail-drop` has changed since the plan was made; make it again',
    ]);
    expect(await revision()).toBe(before);
  });

  test('names every variable that is missing, before anything is written', async () => {
    await cli.ok(['plan', '-f', 'retail.yaml', '--out', 'plan.json'], { env });
    const before = await revision();

    const { exit, json } = await cli(['apply', 'plan.json', '--yes', '-o', 'json']);
    expect([exit, json().missing]).toEqual([
      3,
      [{ input: 'password', flag: 'export PASSWORD=SECRET', help: 'the variable is not set' }],
    ]);
    expect(await revision()).toBe(before);
  });

  test('of something that is stopped does nothing at all', async () => {
    const { exit, stderr } = await cli(['apply', '-f', 'retail.yaml', '--yes']);

    expect([exit, stderr]).toEqual([
      8,
      expect.stringContaining('connection retail-drop  the secret `password` waits for the variable `PASSWORD`'),
    ]);
    expect((await plan()).exit).toBe(0);
    expect((await cli(['plan', '-f', 'retail.yaml', '--exit-code'])).exit).toBe(8);
    expect((await cli.door.query('connection.list', {})).total).toBe(1);
  });

  test('with --prune removes what it owns alone, and in use only with --confirm', async () => {
    await cli.ok(['apply', '-f', 'retail.yaml', '--yes'], { env });
    await cli.door.apply([exportOn('news', 'Theirs')]);
    write('retail.yaml', { id: 'retail', connections: { 'retail-drop': entry } });
    const prune = ['apply', '-f', 'retail.yaml', '--prune'];

    expect((await cli([...prune, '--yes'], { env })).exit).toBe(8);
    expect((await cli([...prune, '--exports', 'disconnect', '--yes'], { env })).exit).toBe(3);
    const { stdout } = await cli.ok([...prune, '--exports', 'disconnect', '--confirm', 'local'], { env });
    expect(stdout).toBe(
      'removed       export nightly\ndisconnected  export theirs  (connection, status; revision 2)\nremoved       connection news\n1 updated, 2 removed\n',
    );
    const { items } = await cli.door.query('connection.list', {});
    expect(items.map(({ name }) => name)).toEqual(['another', 'retail-drop']);
  });

  test('goes on after a batch that was finished before', async () => {
    const planning = await planningOf(cli.door, manifestOf(retail), { secrets: env });
    const made: Plan = makePlan(planning, 1);
    const checksum = createDigest()(canonical(made));
    write('plan.json', { apiVersion: 'cinch/v1', kind: 'Plan', ...made, checksum });
    expect((await cli.ok(['apply', 'plan.json', '--dry-run'], { env })).stdout).toContain('would be: 3 created\n');
    const [first = []] = made.batches;
    await cli.door.apply(
      first.map((change) => withSecrets(change, env)),
      { idempotencyKey: `${checksum}/1` },
    );

    const { stderr, stdout } = await cli.ok(['apply', 'plan.json', '--yes'], { env });
    expect(stderr).toContain('batch 1 of 3 was done before\nbatch 2 of 3 done\nbatch 3 of 3 done\n');
    expect(stdout).toMatch(/2 created, 1 unchanged\n$/);
  });
});

describe('plan', () => {
  test('needs no right to read secrets: an auditor plans, and carries out nothing', async () => {
    write('retail.yaml', retail);
    await cli.ok(['apply', '-f', 'retail.yaml', '--yes'], { env });

    const { exit, stdout } = await plan('--as', 'audrey', '--exit-code');
    expect([exit, stdout]).toEqual([0, expect.stringContaining('? unknown  connection  retail-drop')]);
    write('retail.yaml', {
      ...retail,
      exports: {},
      connections: { ...retail.connections, more: { type: 'mailchimp', terms: '2026-11' } },
    });
    expect((await plan('--as', 'audrey')).stdout).toContain('1 to create, 1 unknown, 1 the same');
    expect((await cli(['apply', '-f', 'retail.yaml', '--yes', '--as', 'audrey'], { env })).exit).toBe(5);
    expect((await plan('--as', 'chloe')).exit).toBe(5);
  });

  test('reads a folder with values beside it, and fills them from flags first', async () => {
    mkdirSync(join(cli.home, 'all', 'more'), { recursive: true });
    write(
      'all/a.yaml',
      'id: retail\nconnections:\n  drop: { type: sftp, settings: { hostname: "${host}", username: "${user}" }, secrets: { password: { fromEnv: PASSWORD } }, terms: 2026-11 }\n',
    );
    write('all/more/b.json', { connections: { news: { type: 'mailchimp', terms: '2026-11' } } });
    write('all/prod.values.yaml', 'host: one.example\nuser: svc\n');

    const argv = ['plan', '-f', 'all', '--values', 'all/prod.values.yaml', '--value', 'host=two.example'];
    const { lines } = (await cli.ok([...argv, '-o', 'json'], { env })).json();
    expect(lines.map(({ name }: { name: string }) => name)).toEqual(['drop', 'news']);
    expect(lines[0].fields).toContainEqual({ field: 'settings.hostname', before: null, after: 'two.example' });
    expect(
      (await cli(['plan', '-f', '-'], { input: readFileSync(join(cli.home, 'all/more/b.json'), 'utf8') })).stderr,
    ).toContain('standard input:1:1  `id` is missing');
  });

  test('tells everything that is wrong at once: form, types, settings, references, placeholders', async () => {
    write(
      'wrong.yaml',
      [
        'id: retail',
        'connections:',
        '  drop:',
        '    type: sftp',
        '    settings: { hostnme: x, username: "${usr}", password: hunter2 }',
        '    share: [user:nobody]',
        '  news: { type: mailchmp, schedule: off }',
        '  maps: { type: azure-maps, share: contributors }',
        'exports:',
        '  nightly: { connection: droop }',
        '  weekly: { schedule: off }',
        '  other: { connection: maps }',
      ].join('\n'),
    );
    const { exit, json } = await cli(['plan', '-f', 'wrong.yaml', '--value', 'user=svc', '-o', 'json']);

    const { issues } = json();
    expect(exit).toBe(2);
    expect(
      issues.map(
        ({ at, message }: { at: { line: number; column: number }; message: string }) =>
          `${at.line}:${at.column} ${message}`,
      ),
    ).toEqual([
      '3:3 Host name is missing: name of the server, with a port where it is not 22',
      '5:17 there is no field `hostnme`; did you mean `hostname`?',
      '5:39 `${usr}` has no value; did you mean `${user}`?',
      expect.stringMatching(/^5:49 Password has to be under `secrets`/),
      '6:5 there is no user `nobody`',
      '7:11 there is no connection type `mailchmp`; did you mean `mailchimp`?',
      expect.stringMatching(/^7:27 there is no field `schedule`/),
      '8:29 a connection to Azure Maps is not shared: every contributor may use it anyway, or nobody may',
      '10:14 there is no connection `droop`; did you mean `drop`?',
      '11:3 `type` is missing: or the `connection` that it uses',
      '12:12 Azure Maps serves enrichments',
    ]);
    expect(JSON.stringify(issues)).not.toContain('hunter2');
  });
});

describe('a plan file', () => {
  const usable = async () => {
    write('retail.yaml', retail);
    await cli.ok(['plan', '-f', 'retail.yaml', '--out', 'plan.json'], { env });
    return JSON.parse(readFileSync(join(cli.home, 'plan.json'), 'utf8'));
  };
  const refusal = async (content: object | string) => {
    write('other.json', content);
    const { exit, json } = await cli(['apply', 'other.json', '--yes', '-o', 'json'], { env });
    return [exit, json().detail];
  };
  const summed = ({ checksum: _, apiVersion, kind, ...made }: Record<string, unknown>) => ({
    apiVersion,
    kind,
    ...made,
    checksum: createDigest()(canonical(made)),
  });

  test('that was edited, is of another format or environment, or no plan at all, is refused', async () => {
    const document = await usable();

    expect(await refusal({ ...document, manifest: 'other' })).toEqual([
      2,
      '`other.json` was changed after it was made; plan again',
    ]);
    expect(await refusal({ ...document, format: 2 })).toEqual([
      2,
      '`other.json` has the format 2, and this cinch knows 1',
    ]);
    expect(await refusal({ kind: 'Other' })).toEqual([2, '`other.json` is no plan']);
    expect(await refusal('{')).toEqual([2, '`other.json` is not JSON']);
    expect(await refusal(summed({ ...document, environment: { id: 'x', displayName: 'prod', revision: 1 } }))).toEqual([
      7,
      '`other.json` was made for `prod`, and this is `local`',
    ]);
    expect((await cli.door.query('connection.list', {})).total).toBe(1);
  });

  test.each<[string, object]>([
    ['a change that no plan has', { change: 'environment.edit', production: false }],
    ['a change without a subject', { change: 'connection.remove' }],
    ['a secret in it', { change: 'connection.edit', connection: 'another', secrets: { password: 'plain' } }],
    ['settings that are none', { change: 'connection.edit', connection: 'another', set: [] }],
    ['members that no change has', { change: 'user.add', name: 'x', role: 'administrator', __proto: 1 }],
  ])('with %s is not carried out', async (_, change) => {
    const document = await usable();

    expect(await refusal(summed({ ...document, batches: [[change]] }))).toEqual([
      2,
      '`other.json` does not hold what a plan holds',
    ]);
  });
});

describe('adopt', () => {
  test('writes what is live as a manifest whose plan is empty, without a secret', async () => {
    await cli.door.apply([newsletter('News ${x}', { share: ['contributors'] }), exportOn('another', 'Nightly')]);
    const { stderr } = await cli.ok(['adopt', '--id', 'retail', '--out', 'live']);
    expect(stderr).toContain('ANOTHER_PASSWORD is to hold password of another\n');

    const argv = ['plan', '-f', 'live', '--values', 'live/values.yaml', '--exit-code'];
    const { exit, stdout } = await cli([...argv, '--prune']);
    expect([exit, stdout]).toEqual([
      0,
      'stored secrets stay, because these variables are not set:\n  ANOTHER_PASSWORD  password of another\n8 the same\n',
    ]);
    expect((await cli(argv, { env: { ANOTHER_PASSWORD: canary } })).stdout).toBe('8 the same\n');
    expect((await cli(argv, { env: { ANOTHER_PASSWORD: 'new' } })).exit).toBe(10);
    expect(cli.printed() + cli.kept()).not.toContain(canary);
    expect((await cli(['adopt', '--id', 'retail', '--out', 'live'])).stderr).toContain('is there already');
  });

  test('leaves alone what another manifest owns', async () => {
    await cli.door.apply([{ ...newsletter('Theirs'), manifest: 'platform' }]);

    const { stderr } = await cli.ok(['adopt', '--id', 'retail', '--out', 'live']);
    expect(stderr).toContain('left out, because other manifests own them: 1\n');
    expect(readFileSync(join(cli.home, 'live/manifest.yaml'), 'utf8')).not.toContain('theirs');
  });

  test('writes nothing where it owns nothing: on a dry run, or where it is refused', async () => {
    await cli.ok(['adopt', '--id', 'retail', '--out', 'live', '--dry-run']);
    expect(existsSync(join(cli.home, 'live'))).toBe(false);
    expect((await cli(['adopt', '--id', 'retail', '--out', 'live', '--as', 'audrey'])).exit).toBe(5);
    expect(existsSync(join(cli.home, 'live/manifest.yaml'))).toBe(false);
    write('values.yaml', 'mine: 1');
    expect((await cli(['adopt', '--id', 'retail', '--out', '.'])).exit).toBe(2);
    expect([existsSync(join(cli.home, 'manifest.yaml')), readFileSync(join(cli.home, 'values.yaml'), 'utf8')]).toEqual([
      false,
      'mine: 1',
    ]);
  });

  test('asks for all that is missing', async () => {
    expect((await cli(['adopt', '-o', 'json'])).json().missing).toHaveLength(2);
    expect((await cli(['adopt', '--id', 'A B', '--out', 'x'])).exit).toBe(2);
  });
});
