import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { documentSchema } from '../../src/model/documents/documents.ts';
import type { SyncResult } from '../../src/model/sync-result.ts';
import type { Cli } from '../support/cli.ts';
import { createTeam, type Server, type Team } from '../support/server.ts';

const launcher = fileURLToPath(new URL('../../bin/cinch.js', import.meta.url));
const drop = ['sftp', '--hostname', 'sftp.partner.example', '--username', 'svc', '--accept-terms', '2026-11'];
const PASSWORD = 'stays-on-the-server';

let team: Team;
let server: Server;
let me: Cli;
beforeAll(async () => {
  team = await createTeam();
  server = await team.serve();
  me = await team.join(server, { PASSWORD });
  for (const name of ['Retail drop', 'Partner drop'])
    await me.ok(['connection', 'add', ...drop, name, '--secret', 'password=env:PASSWORD']);
  await me.ok(['export', 'add', 'Nightly', '--connection', 'retail-drop']);
});
afterAll(() => team.end());

const sync = (...flags: readonly string[]) => me(['sync', ...flags]);
const edit = (connection: string, username: string, where: string) =>
  me.ok(['connection', 'edit', connection, '--username', username, '-e', where]);

function expectDocument(kind: string, document: object): void {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  (addFormats as unknown as (ajv: object) => void)(ajv);
  const fits = ajv.compile(documentSchema(kind) as object);
  expect([fits(document), fits.errors]).toEqual([true, null]);
}

describe('a copy of an environment of a team, by a script', () => {
  const both = ['--from', 'team', '--to', 'laptop'];

  test('is made and synced without a question, and each answer is a document', async () => {
    const planned = await sync(...both, '--dry-run', '-o', 'json');
    expectDocument('SyncPlan', planned.json());
    expect((await me(['environment', 'list', '-o', 'name'])).stdout).not.toContain('laptop');

    const made = await sync(...both, '--no-input', '-o', 'json');
    expect([made.exit, made.stderr]).toEqual([0, '']);
    expectDocument('SyncResult', made.json());
    const { result, counts, holes } = made.json<SyncResult>();
    expect([result, counts.local.create, holes.length]).toEqual(['synced', planned.json().counts.local.create, 2]);
    expect((await sync(...both, '-o', 'json')).json().result).toBe('unchanged');
    const shown = await me.ok(['connection', 'show', 'retail-drop', '-e', 'laptop', '-o', 'json']);
    expect(shown.json().secrets.password).toEqual({ source: 'missing' });
  });

  test('says what is to be done at the other side with its name', async () => {
    const { exit, stderr } = await me(['sync', ...both], { env: { CINCH_TOKEN: 'not-one' } });
    expect([exit, stderr]).toEqual([4, expect.stringContaining('hint: cinch login --environment team\n')]);
  });

  test('asks for `--yes` before anything is written', async () => {
    await edit('retail-drop', 'svc-2', 'team');
    const { exit, stderr } = await sync('-e', 'laptop');
    expect([exit, stderr]).toEqual([3, expect.stringContaining('this makes 1 change in laptop')]);
    expect(stderr).toContain('hint: cinch sync --environment laptop --yes');
    const done = await sync('-e', 'laptop', '--yes');
    expect([done.exit, done.stdout]).toEqual([
      0,
      expect.stringMatching(/^laptop: 1 changed\n {2}changed {2}connection/),
    ]);
  });

  test('ends with 7 where both changed the same, with all of it listed and nothing done', async () => {
    await edit('retail-drop', 'there', 'team');
    await edit('retail-drop', 'here', 'laptop');
    await edit('partner-drop', 'here', 'laptop');
    const { exit, json } = await sync(...both, '--yes', '-o', 'json');
    expect([exit, json().code, json().blockers]).toEqual([
      7,
      'sync.undecided',
      [{ name: 'connection retail-drop', detail: expect.stringContaining('username') }],
    ]);
    expectDocument('Problem', json());
    expectDocument('SyncPlan', (await sync(...both, '--dry-run', '-o', 'json')).json());

    const skipped = await sync(...both, '--skip-conflicts', '--yes', '-o', 'json');
    expect([skipped.exit, skipped.json().counts.remote.change]).toEqual([7, 1]);
    expectDocument('SyncResult', skipped.json());
    const taken = await sync(...both, '--prefer', 'remote', '--yes', '-o', 'json');
    expect([taken.exit, taken.json().counts.local.change, taken.json().counts.remote.change]).toEqual([0, 1, 0]);
  });

  test('tells who changed what where, in the history of the other side', async () => {
    const history = await me.ok(['connection', 'history', 'retail-drop', '-e', 'laptop', '-o', 'json']);
    expect(history.json().items[0]).toMatchObject({ action: 'sync.put', sync: { displayName: 'home' } });
  });

  test('what cannot be synced is refused with what to do', async () => {
    await me.ok(['environment', 'add', 'own']);
    const refused = async (...flags: readonly string[]) => {
      const { exit, json } = await sync(...flags, '-o', 'json');
      return [exit, json().code];
    };

    expect(await refused('--from', 'team', '--to', 'team')).toEqual([2, 'usage.arguments']);
    expect(await refused('--from', 'team', '--to', 'own')).toEqual([7, 'sync.other_pair']);
    expect(await refused('--from', 'own', '--to', 'laptop')).toEqual([7, 'sync.other_pair']);
    expect(await refused('-e', 'own')).toEqual([3, 'sync.no_copy']);
    expect(await refused('--from', 'team', '-e', 'own')).toEqual([3, 'input.missing']);
    expect(await refused('--from', 'nothing', '--to', 'new')).toEqual([6, 'environment.none']);
    expect(await refused(...both, '--every', '5')).toEqual([2, 'usage.arguments']);
    expect(await refused(...both, '--watch', '--prefer', 'local')).toEqual([2, 'usage.arguments']);
    expect(await refused(...both, '--watch')).toEqual([7, 'sync.worked_in']);
    expect(await refused(...both, '--prefer', 'mine')).toEqual([2, 'usage.flag_value']);
    const { instanceId } = team;
    await me.ok(['environment', 'add', 'team-two', '--url', server.url, '--instance', instanceId]);
    expect(await refused('--from', 'team', '--to', 'team-two')).toEqual([2, 'usage.arguments']);
    expect((await me(['sync', '--from', 'team-two', '--to', 'laptop', '-o', 'json'])).json().result).toBe('unchanged');
    const lacking = (await sync('-e', 'own', '-o', 'json')).json();
    expect(lacking.missing.map(({ flag }: { flag: string }) => flag)).toEqual(['--from NAME', '--to NAME']);
  });
});

describe('a mirror that follows', () => {
  test('pulls what changes, is only read, says each pull as a line of JSON, and ends at Ctrl-C with 130', async () => {
    const env = {
      PATH: process.env.PATH ?? '',
      HOME: me.home,
      CINCH_HOME: me.home,
      CINCH_TOKEN: team.token,
      NODE_COMPILE_CACHE: join(tmpdir(), 'cinch-test-cache'),
    };
    const argv = ['sync', '--from', 'team', '--to', 'mirror', '--watch', '--every', '1', '-o', 'jsonl'];
    const child = spawn(process.execPath, [launcher, ...argv], { stdio: ['ignore', 'pipe', 'pipe'], env });
    const ended = once(child, 'close');
    const pulls = linesOf(child.stdout);

    const first = await pulls.next((it) => it.made);
    expectDocument('SyncResult', first);
    expect([first.mirror, first.counts.local.create]).toEqual([true, 3]);
    await edit('partner-drop', 'followed', 'team');
    const second = await pulls.next((it) => it.lines.length > 0);
    expect(second.lines).toMatchObject([{ action: 'change', name: 'partner-drop' }]);
    const refused = await me(['connection', 'edit', 'partner-drop', '--username', 'x', '-e', 'mirror']);
    expect([refused.exit, refused.stderr]).toEqual([8, expect.stringContaining('only read')]);
    child.kill('SIGINT');
    expect((await ended)[0]).toBe(130);
    expect((await me(['sync', '-e', 'mirror', '-o', 'json'])).json().result).toBe('unchanged');
  });
});

/** Documents, line by line, as they come. */
function linesOf(stream: NodeJS.ReadableStream) {
  const found: SyncResult[] = [];
  let rest = '';
  let look: () => void = () => undefined;
  stream.on('data', (bytes) => {
    const lines = `${rest}${bytes}`.split('\n');
    rest = lines.pop() ?? '';
    found.push(...lines.map((line) => JSON.parse(line) as SyncResult));
    look();
  });
  return {
    next: (wanted: (it: SyncResult) => boolean) =>
      new Promise<SyncResult>((resolve) => {
        look = () => {
          const at = found.findIndex(wanted);
          if (at < 0) return;
          resolve(found[at] as SyncResult);
          found.splice(0, at + 1);
        };
        look();
      }),
  };
}
