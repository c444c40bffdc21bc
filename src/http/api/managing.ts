import { problem } from '../../kernel/problem.ts';
import type { Change } from '../../model/change.ts';
import type { Shape } from '../../model/documents/shapes.ts';
import type { ApplyOptions, Environment } from '../../model/environment.ts';
import type { QueryInput } from '../../model/query.ts';
import type { ReleaseRequest } from '../../model/release.ts';
import { type ChangeRoute, releaseRequest } from '../wire/change-routes.ts';
import { changeShapes, type WireChangeName, wholeShape } from '../wire/change-shapes.ts';
import { closed } from '../wire/closed.ts';
import { usualRows } from '../wire/filters.ts';
import { type QueryRoute, queryRoutes, type WireQueryName } from '../wire/query-routes.ts';
import { headers, bodyOf as shapeOfBody } from '../wire/routes.ts';
import { gotChange, gotCompared, sentRelease } from '../wire/sent-change.ts';
import { guardedRevision, idempotencyKey, reasonGiven, searched } from './addressed.ts';
import { isAmong, jsonAnswer, tagOf, unchangedAnswer } from './answering.ts';
import type { Asked } from './asked.ts';
import { bodyOf, limits, withoutBody } from './body.ts';
import { type Found, findings, refuse } from './judging.ts';

type Members = Record<string, unknown>;
const json = 'application/json';

const open = ({ parts, path, caller }: Asked) => parts.instances.open(path.instanceId ?? '', caller);

/** A question whose input stands in the address, or in the body of a POST. */
export async function answerQuery(asked: Asked, query: WireQueryName, route: QueryRoute): Promise<Response> {
  const inBody = route.method === 'POST';
  const { instanceId: _, ...path } = asked.path;
  const given = inBody ? await bodyOf(asked.request, json, limits.changes) : { ...searched(asked), ...path };
  if (inBody) searched(asked);
  return answerTo(asked, query, judgedInput(query, given, ''));
}

/** Any question, where its input does not fit into an address. */
export async function answerAsked(asked: Asked): Promise<Response> {
  searched(asked);
  const body = await bodyOf(asked.request, json, limits.changes);
  refuse(findings(asked.route.body?.shape as Shape, body, '', 'thorough'));
  const { query, input } = body as { query: WireQueryName; input: unknown };
  return answerTo(asked, query, judgedInput(query, input, 'input'));
}

const inputShapes = new Map<WireQueryName, Shape>();

function judgedInput(query: WireQueryName, given: unknown, path: string): Members {
  const { required, optional, paged } = queryRoutes[query];
  const shape = inputShapes.get(query) ?? closed(required ?? {}, optional);
  inputShapes.set(query, shape);
  refuse(findings(shape, given, path, 'thorough'));
  return paged ? { limit: usualRows, ...(given as Members) } : (given as Members);
}

async function answerTo(asked: Asked, query: WireQueryName, input: Members): Promise<Response> {
  const door = await open(asked);
  const meant = query === 'manifest.secrets' ? { secrets: gotCompared(input.secrets as readonly Members[]) } : input;
  const result = await door.query(query, meant as unknown as QueryInput<WireQueryName>);
  const text = JSON.stringify(result);
  const revision = queryRoutes[query].record ? (result as { revision?: unknown }).revision : undefined;
  const tag = tagOf(text, revision);
  const about = {
    etag: tag,
    [headers.environmentRevision]: String(result.environmentRevision),
    [headers.request]: asked.requestId,
  };
  return isAmong(tag, asked.request.headers.get('if-none-match'))
    ? unchangedAnswer(about)
    : jsonAnswer(text, 200, about);
}

/** `POST …/changes`. */
export async function applyMany(asked: Asked): Promise<Response> {
  const { dryRun } = dryRunAsked(asked);
  const body = await bodyOf(asked.request, json, limits.changes);
  refuse(judgedList(body));
  const { changes, ...rest } = body as { changes: readonly Members[] } & ApplyOptions;
  return apply(asked, await open(asked), changes.map(gotChange), { ...rest, ...(dryRun ? { dryRun } : {}) });
}

const listShape = closed({ changes: { type: 'array' } }, optionsOf());
const shapes = new Map<WireChangeName, Shape>();

function optionsOf() {
  return { dryRun: { type: 'boolean' }, reason: { type: 'string' }, ifEnvironmentRevision: { type: 'integer' } };
}

/** A list is judged a change at a time: one that names no change, or is of none, is told apart from the rest. */
function judgedList(body: unknown): readonly Found[] {
  const outside = findings(listShape, body, '', 'brisk');
  if (outside.length > 0) return outside;
  const { changes } = body as { changes: readonly unknown[] };
  const how = changes.length > 100 ? 'brisk' : 'thorough';
  const found: Found[] = [];
  for (const [at, change] of changes.entries()) {
    found.push(...findings(shapeOf(change), change, `changes.${at}`, how));
    if (found.length >= 50) break;
  }
  return found;
}

const nameless = { type: 'object', required: ['change'], properties: { change: { enum: Object.keys(changeShapes) } } };

function shapeOf(change: unknown): Shape {
  const name = (change as { change?: unknown } | null)?.change as WireChangeName;
  if (typeof name !== 'string' || !Object.hasOwn(changeShapes, name)) return nameless;
  const shape = shapes.get(name) ?? wholeShape(name);
  shapes.set(name, shape);
  return shape;
}

const bodies = new Map<ChangeRoute, Shape | undefined>();

/** A plain verb: a list of one change, or of two where a name changes as well. */
export async function applyOne(asked: Asked, route: ChangeRoute): Promise<Response> {
  const options = dryRunAsked(asked);
  const ifRevision = guardedRevision(asked);
  if (!bodies.has(route)) bodies.set(route, shapeOfBody(route));
  const shape = bodies.get(route);
  const body = shape === undefined ? {} : await bodyOf(asked.request, json, limits.other);
  if (shape === undefined) await withoutBody(asked.request);
  else refuse(findings(shape, body, '', 'thorough'));
  const { instanceId: _, ...path } = asked.path;
  const reason = reasonGiven(asked);
  const changes = changesOf(route, path, body as Members, ifRevision).map(gotChange);
  return apply(asked, await open(asked), changes, { ...options, ...(reason === undefined ? {} : { reason }) });
}

function changesOf(
  { change, also }: ChangeRoute,
  path: Members,
  body: Members,
  ifRevision?: number,
): readonly Members[] {
  const guard = ifRevision === undefined ? {} : { ifRevision };
  const renamed = also === undefined ? [] : Object.keys(body).filter((name) => isOf(also, name));
  if (also === undefined || renamed.length === 0) return [{ change, ...path, ...body, ...guard }];
  const pick = (wanted: boolean) =>
    Object.fromEntries(Object.entries(body).filter(([name]) => renamed.includes(name) === wanted));
  const rename = { change: also, ...path, ...pick(true) };
  // The edit comes first, because afterwards the name in the path may be another's.
  if (renamed.length === Object.keys(body).length) return [{ ...rename, ...guard }];
  return [{ change, ...path, ...pick(false), ...guard }, rename];
}

const isOf = (change: WireChangeName, member: string) => Object.hasOwn(changeShapes[change].optional ?? {}, member);

function dryRunAsked(asked: Asked): { readonly dryRun?: true } {
  const { dryRun } = searched(asked);
  if (dryRun !== undefined && typeof dryRun !== 'boolean')
    refuse(findings({ type: 'boolean' }, dryRun, 'dryRun', 'thorough'));
  return dryRun === true ? { dryRun } : {};
}

async function apply(
  asked: Asked,
  door: Environment,
  changes: readonly Change[],
  given: ApplyOptions,
): Promise<Response> {
  const key = idempotencyKey(asked);
  const applied = await door.apply(changes, key === undefined ? given : { ...given, idempotencyKey: key });
  const one = applied.changes.length === 1 || asked.route.does.kind === 'change' ? applied.changes.at(-1) : undefined;
  const made = asked.route.does.kind === 'change' && one?.result === 'created' && !applied.dryRun;
  return jsonAnswer(JSON.stringify(applied), made ? 201 : 200, {
    [headers.environmentRevision]: String(applied.environmentRevision),
    [headers.request]: asked.requestId,
    ...(one?.revision == null ? {} : { etag: `"${one.revision}"` }),
    ...(made ? { location: `${new URL(asked.request.url).pathname}/${encodeURIComponent(one.name)}` } : {}),
  });
}

/** `POST …/releases`, the one answer that holds secrets. */
export async function release(asked: Asked): Promise<Response> {
  searched(asked);
  const body = await bodyOf(asked.request, json, limits.other);
  refuse(findings(releaseRequest, body, '', 'thorough'));
  if (!asked.parts.releases) throw problem('release.off', {});
  const door = await open(asked);
  const released = await door.release(body as ReleaseRequest);
  return jsonAnswer(JSON.stringify(sentRelease(released)), 200, { [headers.request]: asked.requestId });
}
