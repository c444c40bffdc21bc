import { describe, expect, test } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { fits } from '../../../src/http/remote/fits.ts';
import { queryRoutes } from '../../../src/http/wire/query-routes.ts';
import { routes } from '../../../src/http/wire/routes.ts';
import { chainStart } from '../../../src/model/audit.ts';
import { currentTerms } from '../../../src/model/terms.ts';
import { addDrop, addEnrichment, addExport, addPlain, addUser } from '../../contract/stage.ts';
import { manage, serve } from '../../support/api.ts';

interface Operation {
  readonly operationId: string;
  readonly summary: string;
  readonly parameters: readonly { name: string; in: string; required: boolean; schema: object }[];
  readonly requestBody?: { content: Record<string, { schema: object }> };
  readonly responses: Record<string, { description: string; content?: Record<string, { schema: object }> }>;
}
interface Document {
  readonly openapi: string;
  readonly paths: Record<string, Record<string, Operation>>;
  readonly components: { schemas: Record<string, object> };
}

const document = async (): Promise<Document> => (await (await serve()).ask('GET', '/openapi.json', { as: null })).json;

/** What the standard asks of a document of version 3.1, as far as ours uses it. */
const text = { type: 'string' };
const content = {
  type: 'object',
  minProperties: 1,
  propertyNames: { pattern: '^[a-z]+/[a-z0-9.+-]+$' },
  additionalProperties: {
    type: 'object',
    required: ['schema'],
    additionalProperties: false,
    properties: { schema: { $ref: 'schema' } },
  },
};
const header = {
  type: 'object',
  required: ['schema'],
  additionalProperties: false,
  properties: { schema: { $ref: 'schema' } },
};
const operation = {
  type: 'object',
  required: ['operationId', 'responses'],
  additionalProperties: false,
  properties: {
    operationId: { type: 'string', pattern: '^[a-z][A-Za-z]*$' },
    summary: text,
    tags: { type: 'array', items: text },
    parameters: {
      type: 'array',
      items: {
        type: 'object',
        required: ['name', 'in', 'schema'],
        additionalProperties: false,
        properties: {
          name: text,
          in: { enum: ['path', 'query', 'header'] },
          required: { type: 'boolean' },
          schema: { $ref: 'schema' },
        },
        if: { properties: { in: { const: 'path' } } },
        // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema, and nothing here is awaited
        then: { properties: { required: { const: true } } },
      },
    },
    requestBody: {
      type: 'object',
      required: ['content'],
      additionalProperties: false,
      properties: { required: { type: 'boolean' }, content },
    },
    responses: {
      type: 'object',
      minProperties: 1,
      propertyNames: { pattern: '^(?:[1-5]\\d\\d|default)$' },
      additionalProperties: {
        type: 'object',
        required: ['description'],
        additionalProperties: false,
        properties: { description: text, headers: { type: 'object', additionalProperties: header }, content },
      },
    },
  },
};
const rules = {
  type: 'object',
  required: ['openapi', 'info', 'paths'],
  additionalProperties: false,
  properties: {
    openapi: { type: 'string', pattern: '^3\\.1\\.\\d+$' },
    info: { type: 'object', required: ['title', 'version'] },
    jsonSchemaDialect: { type: 'string', format: 'uri' },
    servers: { type: 'array', items: { type: 'object', required: ['url'] } },
    security: { type: 'array', items: { type: 'object' } },
    paths: {
      type: 'object',
      propertyNames: { pattern: '^/' },
      additionalProperties: {
        type: 'object',
        propertyNames: { enum: ['get', 'put', 'post', 'delete', 'patch'] },
        additionalProperties: operation,
      },
    },
    components: {
      type: 'object',
      additionalProperties: false,
      properties: {
        schemas: { type: 'object', additionalProperties: { $ref: 'schema' } },
        securitySchemes: {
          type: 'object',
          additionalProperties: {
            oneOf: [
              { required: ['type', 'scheme'], properties: { type: { const: 'http' } } },
              { required: ['type', 'name', 'in'], properties: { type: { const: 'apiKey' } } },
            ],
          },
        },
      },
    },
  },
};

describe('the OpenAPI document', () => {
  test('is one of version 3.1, and every schema in it is one of JSON Schema 2020-12', async () => {
    const ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: true });
    // Its own reference is left to where it leads; everything else is judged by the standard's own schema.
    ajv.addSchema({
      $id: 'schema',
      anyOf: [{ required: ['$ref'] }, { $ref: 'https://json-schema.org/draft/2020-12/schema' }],
    });
    const judge = ajv.compile(rules);

    expect([judge(await document()), judge.errors]).toEqual([true, null]);
    expect(judge({ openapi: '3.0.0', info: {}, paths: { x: {} } })).toBe(false);
    expect(
      judge({
        openapi: '3.1.0',
        info: { title: '', version: '' },
        paths: {
          '/': {
            get: {
              operationId: 'a',
              responses: { 200: { description: '', content: { 'a/b': { schema: { type: 'nonsense' } } } } },
            },
          },
        },
      }),
    ).toBe(false);
  });

  test('has every route, each with an id of its own, and a parameter for every name in its path', async () => {
    const { paths } = await document();
    const found = Object.entries(paths).flatMap(([path, item]) =>
      Object.entries(item).map(([method, it]) => ({ at: `${method.toUpperCase()} ${path}`, path, it })),
    );

    expect(found.map(({ at }) => at).sort()).toEqual(routes.map(({ method, path }) => `${method} ${path}`).sort());
    expect(new Set(found.map(({ it }) => it.operationId)).size).toBe(found.length);
    for (const { path, it } of found) {
      const named = it.parameters.filter((parameter) => parameter.in === 'path').map(({ name }) => `{${name}}`);
      expect([path, named.sort()]).toEqual([path, (path.match(/\{\w+\}/g) ?? []).sort()]);
    }
  });

  test('has no place for a secret in an address or a header', async () => {
    const { paths } = await document();
    for (const item of Object.values(paths))
      for (const { parameters } of Object.values(item))
        for (const { name, schema } of parameters) {
          expect(name).not.toMatch(/password|value|Sum/i);
          expect(JSON.stringify(schema)).not.toContain('writeOnly');
        }
  });
});

describe('answers', () => {
  test('are as the document says, every one of them, and as the remote door asks', async () => {
    const { ask, world } = await serve();
    const link = {
      change: 'keyvault.link',
      url: 'https://contoso.vault.azure.net',
      credential: 'azure-cli',
      terms: currentTerms(),
    } as const;
    const fields = { host: { kind: 'text', label: 'Host', help: 'Where it is', format: 'hostname', target: true } };
    await world
      .as()
      .apply([
        { change: 'type.add', declaration: { id: 'acme', label: 'Acme', purpose: 'export', summary: 'Sends', fields } },
        link,
        addDrop('Drop', { secrets: { password: { keyVault: 'drop' } } }),
        addPlain('Plain'),
        addUser('ana', 'viewer'),
        addUser('root@contoso.example', 'administrator'),
        addExport('Nightly', 'drop', { schedule: 'daily 02:00 UTC' }),
        addEnrichment('Firms', 'plain', { schedule: 'daily 02:00 UTC' }),
        { change: 'connection.tested', connection: 'drop', result: 'ok', code: 'accepted' },
        { change: 'connection.lock', connection: 'plain', reason: 'why' },
      ]);
    const sum = 'x'.repeat(43);
    const token = { id: 'abcdefgh', secretSum: sum, displayName: 'CI', role: 'viewer' };
    expect((await ask('POST', `${manage}/tokens`, { body: token, as: 'id.root' })).status).toBe(201);
    const { paths } = await document();
    const none = { connections: [], exports: [], enrichments: [] };
    const given: Record<string, string | object> = {
      names: '?kind=connection&startsWith=&limit=9',
      can: '?action=connection.edit&ref=drop',
      'manifest.observe': { names: { ...none, users: [] }, displayNames: none, all: true },
      'manifest.secrets': { secrets: [] },
      'sync.records': { kind: 'connection' },
      'sync.changes': { since: { seq: 0, hash: chainStart } },
    };
    const named: Record<string, string> = {
      connection: 'drop',
      type: 'acme',
      'export.show': 'nightly',
      'enrichment.show': 'firms',
    };
    const ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: true });

    for (const [query, { method, path, answer }] of Object.entries(queryRoutes)) {
      const at = path.replace(/\{(\w+)\}/g, (_, name: string) => named[query] ?? named[name] ?? '');
      const it = given[query] ?? '';
      const asked = typeof it === 'string' ? { path: `${manage}${at}${it}` } : { path: `${manage}${at}`, body: it };
      const { status, json } = await ask(method, asked.path, { ...asked, as: 'id.root' });
      const schema = paths[`/v1/instances/{instanceId}/manage${path}`]?.[method.toLowerCase()]?.responses['200'];
      const judge = ajv.compile(schema?.content?.['application/json']?.schema as object);
      expect([query, status, judge(json), judge.errors]).toEqual([query, 200, true, null]);
      expect([query, fits(answer, json)]).toEqual([query, true]);
      if (Array.isArray(json.items)) expect([query, json.items.length > 0]).toEqual([query, true]);
    }
  });
});
