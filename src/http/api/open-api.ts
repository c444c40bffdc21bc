import { documentSchema } from '../../model/documents/documents.ts';
import { type Shape, text } from '../../model/documents/shapes.ts';
import { headers, namesIn, type Route, routes } from '../wire/routes.ts';
import { problemType } from '../wire/sent-problem.ts';

const made = new Map<string, string>();

/** The OpenAPI document of the routes, as text, for this address. */
export function openApi(publicUrl: string): string {
  const known = made.get(publicUrl) ?? JSON.stringify(documentOf(publicUrl));
  made.set(publicUrl, known);
  return known;
}

function documentOf(publicUrl: string): object {
  const paths: Record<string, Record<string, object>> = {};
  for (const route of routes) {
    const item = paths[route.path] ?? {};
    item[route.method.toLowerCase()] = operationOf(route);
    paths[route.path] = item;
  }
  const { $schema: _, $id: __, ...problem } = documentSchema('Problem') as Record<string, unknown>;
  return {
    openapi: '3.1.0',
    info: {
      title: 'cinch',
      version: 'v1',
      summary: 'connections of a customer data platform: who may use them, and what depends on them',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    jsonSchemaDialect: 'https://json-schema.org/draft/2020-12/schema',
    servers: [{ url: publicUrl.replace(/\/$/, '') }],
    security: [{ bearer: [] }],
    paths,
    components: {
      schemas: { Problem: problem },
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer', description: 'an API token, or an access token of the issuer' },
        subscription: { type: 'apiKey', in: 'header', name: headers.subscription },
      },
    },
  };
}

function operationOf(route: Route): object {
  const inPath = namesIn(route.path).map((name) => parameter('path', name, text, true));
  const inQuery = Object.entries(route.query).map(([name, shape]) =>
    parameter('query', name, shape, route.needed.includes(name)),
  );
  const failed = { schema: route.problem ?? { $ref: '#/components/schemas/Problem' } };
  const failedType = route.problem === undefined ? problemType : 'application/json';
  return {
    operationId: route.operation,
    summary: route.says,
    tags: [tagOf(route)],
    parameters: [...inPath, ...inQuery, ...headersOf(route)],
    ...(route.body === undefined
      ? {}
      : {
          requestBody: {
            required: ((route.body.shape.required as readonly string[] | undefined) ?? []).length > 0,
            content: { [route.body.type]: { schema: route.body.shape } },
          },
        }),
    responses: {
      ...successOf(route),
      default: { description: 'a problem', content: { [failedType]: failed } },
    },
  };
}

function successOf(route: Route): object {
  const answer = {
    description: route.says,
    headers: {
      [headers.request]: { schema: text },
      ...(route.path.includes('/manage/') ? { [headers.environmentRevision]: { schema: { type: 'integer' } } } : {}),
      ...(route.does.kind === 'query' ? { ETag: { schema: text } } : {}),
    },
    content: { 'application/json': { schema: route.answer } },
  };
  const creates =
    route.operation === 'createInstance' || (route.does.kind === 'change' && route.does.route.change.endsWith('.add'));
  return {
    ...(creates ? { 201: answer } : {}),
    ...(route.operation === 'createInstance' ? {} : { 200: answer }),
    ...(route.does.kind === 'query' ? { 304: { description: 'nothing has changed' } } : {}),
  };
}

function headersOf({ does, writes, guarded }: Route): readonly object[] {
  return [
    ...(does.kind === 'query' ? [parameter('header', 'If-None-Match', text, false)] : []),
    ...(writes ? [parameter('header', headers.idempotencyKey, { ...text, maxLength: 200 }, false)] : []),
    ...(does.kind === 'change'
      ? [parameter('header', headers.reason, text, false), parameter('header', 'If-Match', text, guarded === true)]
      : []),
  ];
}

function tagOf({ path }: Route): string {
  const [, after] = path.split('/manage/');
  return after?.split('/')[0] ?? 'instances';
}

function parameter(where: string, name: string, schema: Shape, required: boolean): object {
  return { name, in: where, required, schema };
}
