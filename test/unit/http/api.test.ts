import { describe, expect, test } from '@jest/globals';
import { problem } from '../../../src/kernel/problem.ts';
import { currentTerms } from '../../../src/model/terms.ts';
import { addPlain, canary } from '../../contract/stage.ts';
import { manage, origin, type Served, serve } from '../../support/api.ts';
import { madeInstance } from '../../support/instances.ts';

const { change: _, ...plain } = addPlain('Plain');
const connections = `${manage}/connections`;
const one = `${connections}/plain`;
const added = async (given: Parameters<typeof serve>[0] = {}): Promise<Served> => {
  const served = await serve(given);
  await served.ask('POST', connections, { body: plain });
  return served;
};

describe('reading', () => {
  test('an answer says its revision, the one of the environment, and which request it was', async () => {
    const { ask } = await added();

    const { headers, json, status } = await ask('GET', one, { headers: { 'x-request-id': 'mine-1' } });

    expect([status, json.name, json.revision]).toEqual([200, 'plain', 1]);
    expect(headers.get('etag')).toMatch(/^"1\.[0-9a-z]+"$/);
    expect(headers.get('cinch-environment-revision')).toBe(String(json.environmentRevision));
    expect(headers.get('x-request-id')).toBe('mine-1');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('access-control-allow-origin')).toBeNull();
  });

  test('whoever has the same already is told so, and is told anew once anything moved, its revision or not', async () => {
    const { ask } = await added();
    const etag = (await ask('GET', one)).headers.get('etag') ?? '';
    const again = { headers: { 'if-none-match': `"other", W/${etag}` } };

    expect(await ask('GET', one, again)).toMatchObject({ status: 304, text: '' });
    const tested = { result: 'ok', code: 'accepted', revision: 1 };
    expect((await ask('POST', `${one}/tested`, { body: tested })).status).toBe(200);
    const { status, json, headers } = await ask('GET', one, again);

    expect([status, json.revision, json.tested.result]).toEqual([200, 1, 'ok']);
    expect(headers.get('etag')).not.toBe(etag);
  });

  test('a list comes in pages, by the cursor of the page before, and is filtered by what stands in its address', async () => {
    const { ask, world } = await serve();
    await world.as().apply(['a', 'b', 'c'].map((name) => addPlain(name)));

    const first = await ask('GET', `${connections}?limit=2&sort=name:desc`);
    const next = encodeURIComponent(first.json.next);
    const last = await ask('GET', `${connections}?limit=2&sort=name:desc&next=${next}`);

    expect(first.json.items.map(({ name }: { name: string }) => name)).toEqual(['c', 'b']);
    expect(last.json).toMatchObject({ items: [{ name: 'a' }], next: null, total: 3 });
    expect((await ask('GET', `${connections}?type=sftp`)).json.total).toBe(0);
    expect((await ask('GET', `${connections}?unused=true`)).json.total).toBe(3);
  });

  test('a list without a limit has a hundred rows, and none has more than five thousand', async () => {
    const { ask, world } = await serve();
    await world.as().apply(Array.from({ length: 101 }, (_, at) => addPlain(`Plain ${at}`)));

    expect((await ask('GET', connections)).json.items).toHaveLength(100);
    expect((await ask('GET', `${connections}?limit=5000`)).json.items).toHaveLength(101);
    expect((await ask('GET', `${connections}?limit=5001`)).status).toBe(422);
  });

  test('a name may hold whatever a name can hold', async () => {
    const { ask, world } = await serve();
    await world.as().apply([addPlain('50% off / Q&A? #1', { name: 'odd' })]);

    const { json } = await ask('GET', `${connections}/${encodeURIComponent('50% off / Q&A? #1')}`);

    expect(json.name).toBe('odd');
  });
});

describe('changing', () => {
  test('a thing that was made is at the address that the answer names', async () => {
    const { ask } = await serve();

    const { status, headers, json } = await ask('POST', connections, { body: plain });

    expect([status, headers.get('location'), headers.get('etag')]).toEqual([201, one, '"1"']);
    expect(json).toMatchObject({ result: 'created', changes: [{ change: 'connection.add', name: 'plain' }] });
    expect((await ask('GET', headers.get('location') ?? '')).status).toBe(200);
  });

  test('an edit says which revision it is about, and loses nobody’s work', async () => {
    const { ask } = await added();
    const etag = (await ask('GET', one)).headers.get('etag') ?? '';
    const body = { set: { userId: 'other' } };

    expect(await ask('PATCH', one, { body })).toMatchObject({ status: 428, json: { code: 'request.unguarded' } });
    expect((await ask('PATCH', one, { body, headers: { 'if-match': etag } })).status).toBe(200);
    const stale = await ask('PATCH', one, { body: { set: { userId: 'third' } }, headers: { 'if-match': etag } });
    expect(stale).toMatchObject({ status: 412, json: { code: 'revision.moved', status: 412, exit: 7 } });
    expect(await ask('DELETE', one, { headers: { 'if-match': '"1"' } })).toMatchObject({ status: 412 });
    expect(await ask('DELETE', one, { headers: { 'if-match': 'nonsense' } })).toMatchObject({ status: 400 });
    expect(await ask('DELETE', one, { headers: { 'if-match': '"2"' } })).toMatchObject({ status: 200 });
    expect((await ask('GET', one)).status).toBe(404);
  });

  test('a new name may come with an edit, and both are one list', async () => {
    const { ask } = await added();
    const body = { displayName: 'Newer', name: 'newer', set: { userId: 'other' } };

    const { json } = await ask('PATCH', one, { body, headers: { 'if-match': '"1"' } });

    expect(json.changes.map(({ change }: { change: string }) => change)).toEqual([
      'connection.edit',
      'connection.rename',
    ]);
    expect((await ask('GET', `${connections}/newer`)).json.settings.userId).toBe('other');
  });

  test('a dry run says what would be done and does nothing', async () => {
    const { ask } = await serve();

    const tried = await ask('POST', `${connections}?dryRun=true`, { body: plain });
    const list = await ask('POST', `${manage}/changes?dryRun=true`, { body: { changes: [addPlain('Plain')] } });

    expect([tried.status, tried.json.dryRun, tried.headers.get('location')]).toEqual([200, true, null]);
    expect([list.status, list.json.dryRun]).toEqual([200, true]);
    expect((await ask('GET', connections)).json.total).toBe(0);
  });

  test('the same key is answered the same, and refused for anything else', async () => {
    const { ask } = await serve();
    const headers = { 'idempotency-key': 'k-1' };

    const first = await ask('POST', connections, { body: plain, headers });

    expect(await ask('POST', connections, { body: plain, headers })).toMatchObject({ status: 201, text: first.text });
    const other = await ask('POST', connections, { body: { ...plain, displayName: 'Other' }, headers });
    expect(other).toMatchObject({ status: 409, json: { code: 'idempotency.reused' } });
    expect((await ask('GET', connections)).json.total).toBe(1);
    expect((await ask('POST', connections, { body: plain, headers: { 'idempotency-key': ' ' } })).status).not.toBe(500);
  });

  test('D12 why it was done is in the trail, from the header of a verb or the body of a list', async () => {
    const { ask } = await serve();
    const reason = 'für die Prüfung';

    await ask('POST', connections, { body: plain, headers: { 'cinch-reason': encodeURIComponent(reason) } });
    await ask('POST', `${manage}/changes`, { body: { changes: [addPlain('Other')], reason } });

    const { json } = await ask('GET', `${manage}/audit?action=connection.add`);
    expect(json.items.map((entry: { reason: string }) => entry.reason)).toEqual([reason, reason]);
  });

  test('every plain verb does its change', async () => {
    const { ask } = await serve();
    const drop = {
      type: 'sftp',
      displayName: 'Drop',
      settings: { hostname: 'sftp.partner.example', username: 'svc' },
      secrets: { password: { value: canary } },
      terms: currentTerms(),
    };
    const guard = { 'if-match': '*' };
    const steps: readonly (readonly [string, string, unknown?, Record<string, string>?])[] = [
      ['POST', '/connections', drop],
      ['POST', '/connections/drop/share', { with: ['contributors'] }],
      ['POST', '/connections/drop/unshare', { with: ['contributors'] }],
      ['POST', '/connections/drop/lock', { reason: 'audit' }],
      ['POST', '/connections/drop/unlock'],
      ['POST', '/connections/drop/rename', { name: 'dropped' }],
      ['POST', '/exports', { displayName: 'Nightly', connection: 'dropped' }],
      ['PATCH', '/exports/nightly', { schedule: 'off' }, guard],
      ['POST', '/exports/nightly/disconnect'],
      ['POST', '/exports/nightly/connect', { connection: 'dropped' }],
      ['DELETE', '/exports/nightly', undefined, guard],
      ['POST', '/connections', { ...plain, name: 'experian' }],
      ['POST', '/enrichments', { displayName: 'Firms', connection: 'experian' }],
      ['POST', '/enrichments/firms/deactivate', {}],
      ['POST', '/enrichments/firms/activate', {}],
      ['DELETE', '/enrichments/firms', undefined, guard],
      ['POST', '/users', { name: 'ana', role: 'contributor' }],
      ['PATCH', '/users/ana', { role: 'viewer' }, guard],
      ['DELETE', '/users/ana', undefined, guard],
      ['PATCH', '/environment', { displayName: 'Contoso' }, guard],
      ['DELETE', '/connections/dropped', undefined, guard],
    ];
    for (const [method, path, body, headers = {}] of steps) {
      const { status, text } = await ask(method, `${manage}${path}`, { body, headers });
      expect([method, path, text, status === 200 || status === 201]).toEqual([method, path, text, true]);
      expect(text).not.toContain(canary);
    }
  });

  test('a list for another revision of the environment is refused', async () => {
    const { ask } = await serve();

    const { status } = await ask('POST', `${manage}/changes`, {
      body: { changes: [addPlain('Plain')], ifEnvironmentRevision: 99 },
    });

    expect(status).toBe(412);
  });
});

describe('secrets', () => {
  const drop = {
    change: 'connection.add',
    type: 'sftp',
    displayName: 'Drop',
    settings: { hostname: 'sftp.partner.example', username: 'svc' },
    secrets: { password: { value: canary } },
    terms: currentTerms(),
  };

  test('one that is stored comes out by a release alone, as a value', async () => {
    const { ask } = await serve();
    await ask('POST', `${manage}/changes`, { body: { changes: [drop] } });

    const released = await ask('POST', `${manage}/releases`, { body: { to: 'exec', connection: 'drop' } });

    expect(released.json.secrets).toEqual({ password: { value: canary } });
    for (const path of ['/connections/drop', '/connections', '/audit', '/check', '/environment'])
      expect((await ask('GET', `${manage}${path}`)).text).not.toContain(canary);
  });

  test('a server can be told to hand none out', async () => {
    const { ask } = await serve({ releases: false });

    const refused = await ask('POST', `${manage}/releases`, { body: { to: 'exec', connection: 'drop' } });

    expect(refused).toMatchObject({ status: 403, json: { code: 'release.off', exit: 11 } });
  });

  test('one in the wrong place is refused and not said again', async () => {
    const { ask } = await serve();
    const wrong = [
      { ...drop, secrets: { password: canary } },
      { ...drop, secrets: { password: { value: canary, keyVault: 'x' } } },
      { ...drop, secrets: canary },
      { ...drop, share: canary },
      { ...drop, terms: { value: canary } },
      { change: 'connection.edit', connection: 'drop', set: canary },
    ];

    for (const change of wrong) {
      const { status, text } = await ask('POST', `${manage}/changes`, { body: { changes: [change] } });
      expect(status).toBe(400);
      expect(text).not.toContain(canary);
    }
  });
});

describe('what anybody may ask', () => {
  test('whether the server is there, and whether it can answer, without where it keeps anything', async () => {
    const { ask } = await serve({
      instances: {
        list: async () => [],
        open: async () => Promise.reject(new Error('not here')),
        make: async () => madeInstance(''),
        ready: async () => {
          throw problem('store.unreachable', { path: '/srv/secret.db', says: 'is gone' });
        },
      },
    });

    expect(await ask('GET', '/healthz', { as: null })).toMatchObject({ status: 200, json: { status: 'ok' } });
    const ready = await ask('GET', '/readyz', { as: null });
    expect([ready.status, ready.headers.get('retry-after')]).toEqual([503, '1']);
    expect(ready.text).not.toContain('secret.db');
  });

  test('the document of the API, and a page that loads nothing from anywhere', async () => {
    const { ask } = await serve();

    expect((await ask('GET', '/openapi.json', { as: null })).json.openapi).toBe('3.1.0');
    for (const path of ['/', '/docs']) {
      const { text, headers } = await ask('GET', path, { as: null });
      expect(headers.get('content-security-policy')).toContain("default-src 'none'");
      expect(text).toContain('/manage/connections');
      expect(text).not.toMatch(/<script|src=|https?:/);
    }
    expect((await ask('POST', '/healthz', { as: null })).status).toBe(405);
  });

  test('nothing else: who asks is asked first, even where there is nothing', async () => {
    const { ask } = await serve();

    for (const path of ['/nowhere', '/v1', `${manage}/nowhere`, '/v1/instances/absent', '/healthz/x', '//', '/.env'])
      expect([path, (await ask('GET', path, { as: null })).status]).toEqual([path, 401]);
    const { headers, json } = await ask('GET', '/nowhere', { as: null });
    expect(headers.get('www-authenticate')).toBe('Bearer');
    expect(json.exit).toBe(4);
  });
});

describe('addresses', () => {
  test('one that there is not is not found, and one with another method says which', async () => {
    const { ask } = await serve();

    expect(await ask('GET', '/nowhere')).toMatchObject({ status: 404, json: { code: 'request.no_such_path' } });
    const { status, headers } = await ask('PUT', connections);
    expect([status, headers.get('allow')]).toEqual([405, 'GET, HEAD, POST']);
    expect((await ask('OPTIONS', connections)).headers.get('access-control-allow-methods')).toBeNull();
    expect(await ask('GET', '/v1/instances/absent/manage/whoami')).toMatchObject({ status: 404 });
  });

  test('HEAD is GET without its body', async () => {
    const { ask } = await added();

    const { status, text, headers } = await ask('HEAD', one);

    expect([status, text, headers.has('etag')]).toEqual([200, '', true]);
  });

  test('a server behind a path of its own answers there', async () => {
    const { ask } = await serve({ publicUrl: `${origin}/team` });

    expect((await ask('GET', `/team${manage}/whoami`)).json.user).toBe('admin');
    expect((await ask('GET', '/team/openapi.json')).json.servers).toEqual([{ url: `${origin}/team` }]);
    expect((await ask('GET', '/teams/healthz', { as: null })).status).toBe(401);
  });
});

describe('what goes wrong in the server', () => {
  const failing = (error: unknown) =>
    serve({
      instances: {
        list: async () => ['one'],
        open: () => Promise.reject(error),
        make: async () => madeInstance(''),
        ready: async () => undefined,
      },
    });

  test('is told without a word of it, by the request that its log knows', async () => {
    const { ask, faults } = await failing(new TypeError(`cannot read ${canary}`));

    const { status, text, json } = await ask('GET', connections, { headers: { 'x-request-id': 'r-9' } });

    expect([status, json.code, json.exit]).toEqual([500, 'request.failed', 1]);
    expect(text).toContain('r-9');
    expect(text).not.toMatch(/canary|TypeError|at \w|\.ts/);
    expect(faults).toHaveLength(1);
  });

  test('a store that cannot be reached is a service that is not there for the moment, wherever it lies', async () => {
    const { ask } = await failing(problem('store.unreachable', { path: '/srv/cinch/home.db', says: 'is gone' }));

    const { status, text, headers } = await ask('GET', connections);

    expect([status, headers.get('retry-after')]).toEqual([503, '1']);
    expect(text).not.toContain('/srv/');
  });
});

describe('a subscription key', () => {
  test('is asked for beside the token, where the server has any', async () => {
    const sum = Buffer.from(await crypto.subtle.digest('SHA-256', Buffer.from('sub-1'))).toString('base64url');
    const { ask } = await serve({ subscriptionKeySums: [sum] });
    const withKey = (key: string) => ask('GET', connections, { headers: { 'ocp-apim-subscription-key': key } });

    expect(await ask('GET', connections)).toMatchObject({ status: 401, json: { code: 'subscription.needed' } });
    expect((await withKey('sub-2')).status).toBe(401);
    expect((await withKey('sub-1')).status).toBe(200);
  });
});
