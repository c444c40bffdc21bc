import { describe, expect, test } from '@jest/globals';
import { type Route, routes } from '../../../src/http/wire/routes.ts';
import { addPlain } from '../../contract/stage.ts';
import { manage, origin, type Served, serve } from '../../support/api.ts';

const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const;
const paths = [...new Set(routes.map(({ path }) => path))];
const filled = (path: string) => path.replace('{instanceId}', 'one').replace(/\{\w+\}/g, 'absent');
const withBody = routes.filter(({ body }) => body !== undefined);
const typeOf = (route: Route) => ({ 'content-type': route.body?.type ?? 'application/json', 'if-match': '*' });
const shown = ({ method, path }: Route) => `${method} ${path}`;

/** Every route with what a body of it has to hold, so that only what is added is wrong. */
const served = (more = {}): Promise<Served> => serve(more);

describe('without a token', () => {
  test('every method of every address is refused before anything of it is looked at', async () => {
    const { ask, faults } = await served({
      instances: {
        list: () => Promise.reject(new Error('looked')),
        open: () => Promise.reject(new Error('looked')),
        make: () => Promise.reject(new Error('looked')),
        ready: async () => undefined,
      },
    });

    const wrong: string[] = [];
    for (const path of paths)
      for (const method of methods) {
        const text = method === 'GET' || method === 'HEAD' ? {} : { text: '{"__proto__":1' };
        const { status, headers } = await ask(method, `${filled(path)}?nonsense=1`, { as: null, ...text });
        if (status !== 401 || headers.get('www-authenticate') !== 'Bearer') wrong.push(`${method} ${path}: ${status}`);
      }

    expect(wrong).toEqual([]);
    expect(faults).toEqual([]);
  });
});

describe('a method that an address does not take', () => {
  test('is refused with those that it does', async () => {
    const { ask } = await served();

    const wrong: string[] = [];
    for (const path of paths) {
      const taken = routes.filter((route) => route.path === path).map(({ method }) => method as string);
      const all = taken.includes('GET') ? [...taken, 'HEAD'] : taken;
      for (const method of methods.filter((it) => !all.includes(it))) {
        const { status, headers } = await ask(method, filled(path));
        const allowed = (headers.get('allow') ?? '').split(', ').toSorted();
        if (status !== 405 || allowed.join() !== all.toSorted().join()) wrong.push(`${method} ${path}: ${status}`);
      }
    }

    expect(wrong).toEqual([]);
  });
});

describe('a body', () => {
  const each = async (given: (route: Route) => { text: string | Uint8Array; headers?: Record<string, string> }) => {
    const { ask, faults } = await served();
    const found: Record<string, string[]> = {};
    for (const route of withBody) {
      const { text, headers = {} } = given(route);
      const told = await ask(route.method, filled(route.path), { text, headers: { ...typeOf(route), ...headers } });
      const key = `${told.status} ${told.json?.code ?? told.json?.errorCode}`;
      found[key] = [...(found[key] ?? []), shown(route)];
    }
    expect(faults).toEqual([]);
    return Object.keys(found);
  };

  test('with a member that is not known there is refused, with where it is', async () => {
    expect(await each(() => ({ text: '{"nonsense":1}' }))).toEqual(['400 request.refused']);
    const { ask } = await served();
    const { json } = await ask('POST', `${manage}/users`, { body: { name: 'ana', role: 'viewer', nonsense: 1 } });
    expect(json.issues).toMatchObject([{ path: 'request', message: expect.stringContaining('`nonsense`') }]);
  });

  test('of another kind than an object is refused', async () => {
    for (const text of ['[]', 'null', '7', '"text"', 'true'])
      expect(await each(() => ({ text }))).toEqual(['400 request.refused']);
  });

  test('that is not JSON, says a name twice, reaches for the prototype or goes too deep is refused', async () => {
    const deep = `${'{"a":'.repeat(40)}1${'}'.repeat(40)}`;
    for (const text of ['{', '{"a":1,}', '{"a":1,"a":2}', '{"a":1,"\\u0061":2}', '{"__proto__":{}}', deep])
      expect([text, await each(() => ({ text }))]).toEqual([text, ['400 request.syntax']]);
    expect(await each(() => ({ text: new Uint8Array([0x22, 0xff, 0xfe, 0x22]) }))).toEqual(['400 request.syntax']);
    const deepest = '['.repeat(1_000_000);
    expect(await each(() => ({ text: deepest.slice(0, 60_000) }))).toEqual(['400 request.syntax']);
  });

  test('of another content type is refused, however near it comes', async () => {
    const wrong = [
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
      'application/json;',
      'application/json ;a=b',
      'application/json; charset=utf-16',
      'application/json, text/plain',
      'application/jsonp',
      'application/json\tx',
      'json',
    ];
    for (const type of wrong)
      expect([type, await each(() => ({ text: '{}', headers: { 'content-type': type } }))]).toEqual([
        type,
        ['415 request.content_type'],
      ]);
    const swapped = (route: Route) =>
      route.body?.type === 'application/json' ? 'application/json-patch+json' : 'application/json';
    expect(await each((route) => ({ text: '{}', headers: { 'content-type': swapped(route) } }))).toEqual([
      '415 request.content_type',
    ]);
  });

  test('may say that it is UTF-8, in letters of any size', async () => {
    const { ask } = await served();
    for (const type of ['Application/JSON', 'application/json; charset=UTF-8', 'application/json;charset=utf-8'])
      expect(
        (await ask('POST', `${manage}/changes`, { text: '{"changes":[]}', headers: { 'content-type': type } })).status,
      ).toBe(200);
  });

  test('larger than is taken there is refused, whether it says so beforehand or not', async () => {
    const { api } = await served();
    const send = async (route: Route, size: number, declared: boolean) => {
      const headers = { ...typeOf(route), authorization: 'Bearer admin' };
      const body = new Uint8Array(size).fill(0x20);
      const stream = new ReadableStream({
        pull(controller) {
          controller.enqueue(body);
          controller.close();
        },
      });
      const init = {
        method: route.method,
        headers: { ...headers, ...(declared ? { 'content-length': String(size) } : {}) },
      };
      const request = new Request(`${origin}${filled(route.path)}`, {
        ...init,
        body: declared ? body : stream,
        duplex: 'half',
      } as RequestInit);
      return (await api(request)).status;
    };
    const large = 64 * 1024 + 1;
    for (const route of withBody) {
      const listed = /\/(?:changes|query|observe|secrets|records)$/.test(route.path);
      for (const declared of [true, false])
        expect([shown(route), declared, await send(route, listed ? 256 * large : large, declared)]).toEqual([
          shown(route),
          declared,
          413,
        ]);
    }
  });

  test('is refused where a method takes none', async () => {
    const { ask } = await served();
    for (const route of routes.filter(({ method, body }) => method === 'DELETE' && body === undefined))
      expect([
        shown(route),
        (await ask('DELETE', filled(route.path), { text: '{"a":1}', headers: { 'if-match': '*' } })).status,
      ]).toEqual([shown(route), 400]);
  });
});

describe('an address', () => {
  test('with something behind its question mark that is not known, or twice, is refused', async () => {
    const { ask } = await served();

    for (const route of routes) {
      const search = route.needed.map((name) => `&${name}=x`).join('');
      const text = route.body === undefined ? {} : { text: '{}' };
      const headers = { headers: typeOf(route) };
      const told = await ask(route.method, `${filled(route.path)}?nonsense=1${search}`, { ...text, ...headers });
      expect([shown(route), told.status]).toEqual([shown(route), 400]);
    }
    for (const search of ['limit=1&limit=2', 'limit=1.5', 'limit=x', 'limit=', 'unused=yes', '__proto__=1'])
      expect([search, (await ask('GET', `${manage}/connections?${search}`)).status]).toEqual([search, 400]);
    for (const search of ['limit=0', 'limit=-1', 'limit=5001', 'purpose=none', 'status='])
      expect([search, (await ask('GET', `${manage}/connections?${search}`)).status]).toEqual([search, 422]);
    expect((await ask('GET', `${manage}/names?kind=user`)).json.issues).toMatchObject([
      { path: 'startsWith', code: 'missing' },
      { path: 'limit', code: 'missing' },
    ]);
  });

  test('with signs that are cut short or lead elsewhere is no fault of the server', async () => {
    const { ask, faults } = await served();
    for (const path of ['%', '%zz', '%00', '%2e%2e', '..%2f..%2fetc', '%ff', 'a%0d%0ab', '\ud83d%20'])
      expect([path, (await ask('GET', `${manage}/connections/${path}`)).status < 500]).toEqual([path, true]);
    expect(faults).toEqual([]);
  });
});

describe('a list of changes', () => {
  test('names every change that is wrong, up to fifty findings', async () => {
    const { ask } = await served();
    const post = (changes: unknown) => ask('POST', `${manage}/changes`, { body: { changes } });

    const { json, status } = await post([addPlain('Right'), { change: 'user.add', name: 7 }, { change: 'no' }, null]);
    expect(status).toBe(400);
    expect(json.issues.map(({ path }: { path: string }) => path)).toEqual([
      'changes.1',
      'changes.1.name',
      'changes.2.change',
      'changes.3',
    ]);
    expect((await post(Array(1000).fill(7))).json.issues).toHaveLength(50);
    expect(await post([{ change: 'user.add', name: 'ana', role: 'owner' }])).toMatchObject({
      status: 422,
      json: { code: 'input.refused', issues: [{ path: 'changes.0.role' }] },
    });
  });
});
