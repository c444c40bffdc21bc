import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Change } from '../../src/model/change.ts';
import { copyOf, onePutOfEach, origin } from '../contract/sync-stage.ts';
import { preparedKept } from '../support/kept-cli.ts';
import type { Prepared } from '../support/prepared.ts';

// What a sync brings without secrets, into an environment that had nothing.
const brought = onePutOfEach
  .filter(({ kind }) => kind !== 'type')
  .map((change) => {
    const { secrets: _, ...rest } = change as typeof change & { secrets?: unknown };
    return (
      change.kind === 'connection'
        ? { ...rest, content: { ...change.content, lock: null, sharedWith: 'contributors' } }
        : rest
    ) as Change;
  });

let cli: Prepared;
beforeEach(async () => {
  cli = await preparedKept(brought);
});
afterEach(() => cli.remove());

describe('a secret that no sync brought', () => {
  test('is shown as missing, with what gives it', async () => {
    const { stdout } = await cli.ok(['connection', 'show', 'far-drop']);

    expect(stdout).toContain(
      'password  missing, because the sync brought no secrets; `cinch connection edit far-drop --secret password=prompt` gives it\n',
    );
    const shown = (await cli.ok(['connection', 'show', 'far-drop', '-o', 'json'])).json();
    expect(shown.secrets).toEqual({ password: { source: 'missing' } });
    expect((await cli.ok(['export', 'show', 'far-nightly', '-o', 'json'])).json().lacks).toContain('secrets.password');
  });

  test.each([[['connection', 'exec', 'far-drop', '--', 'true']], [['export', 'run', 'far-nightly', '--', 'true']]])(
    'stops %j with exit 11 and the command that gives it',
    async (argv) => {
      const { exit, stderr } = await cli(argv);

      expect([argv, exit]).toEqual([argv, 11]);
      expect(stderr).toContain('`password` of `far-drop` is not here');
      expect(stderr).toContain('hint: cinch connection edit far-drop --secret password=env:VARIABLE\n');
    },
  );

  test('is what a test of the connection finds', async () => {
    const { exit, stdout } = await cli(['connection', 'test', 'far-drop']);

    expect([exit, stdout]).toEqual([11, expect.stringContaining('`password` of `far-drop` is not here')]);
  });

  test('is given by an edit, also where the target changes with it', async () => {
    const given = ['--secret', 'password=env:FAR', '--hostname', 'sftp.near.example'];
    await cli.ok(['connection', 'edit', 'far-drop', ...given], { env: { FAR: 'given here' } });

    const { stdout } = await cli.ok(['connection', 'exec', 'far-drop', '--', 'printenv', 'CONN_PASSWORD']);
    expect(stdout).toBe('given here\n');
  });

  test('is a variable that is named where what is live becomes a manifest', async () => {
    const { stderr } = await cli.ok(['adopt', '--id', 'team', '--out', 'live', '--take-over']);

    expect(stderr).toContain('FAR_DROP_PASSWORD is to hold password of far-drop\n');
    expect(readFileSync(join(cli.home, 'live', 'manifest.yaml'), 'utf8')).toContain('fromEnv: FAR_DROP_PASSWORD');
    const plan = ['plan', '-f', 'live', '--values', 'live/values.yaml', '-o', 'json'];
    const { json } = await cli(plan, { env: { FAR_DROP_PASSWORD: 'filled' } });
    const lines: readonly { name: string }[] = json().lines;
    expect(lines.find(({ name }) => name === 'far-drop')).toMatchObject({
      action: 'change',
      secrets: [{ field: 'password', is: 'changes' }],
    });
  });
});

describe('what a sync brought', () => {
  test('says so in the trail and in the history of a connection', async () => {
    const [entry] = (await cli.ok(['connection', 'history', 'far-drop', '-o', 'json'])).json().items;

    expect(entry).toMatchObject({ action: 'sync.put', target: { name: 'far-drop' }, sync: origin });
    const { stdout } = await cli.ok(['audit', 'list', '--columns', 'seq,sync']);
    expect(stdout).toContain("by sync, of Contoso far's change by ana at 2026-01-02T03:04:05Z");
  });

  test('runs no command that nobody approved on this machine', async () => {
    await cli.ok(['connection', 'edit', 'far-drop', '--secret', 'password=env:FAR'], { env: { FAR: 'given here' } });

    const { exit, stderr } = await cli(['export', 'run', 'far-nightly']);

    expect([exit, stderr]).toEqual([3, expect.stringContaining('--approve')]);
  });
});

test('a mirror says what it mirrors, and that it is changed there', async () => {
  await cli.door.apply([{ change: 'sync.keep', copyOf: copyOf({ mirror: true }), base: [], after: null }]);

  const { stdout } = await cli.ok(['environment', 'show']);
  expect(stdout).toContain(
    'copy of     far, last synced at 2026-01-03T00:00:00Z; a mirror, which only a sync changes\n',
  );
  for (const argv of [
    ['connection', 'edit', 'far-drop', '--username', 'other'],
    ['connection', 'exec', 'far-drop', '--', 'true'],
    ['user', 'add', 'new', '--role', 'viewer'],
  ]) {
    const { exit, stderr } = await cli(argv);
    expect([argv, exit]).toEqual([argv, 8]);
    expect(stderr).toContain(
      '`local` mirrors `far` and is only read; change it there\nhint: cinch environment use far\n',
    );
  }
});
