import { issueOf } from '../../kernel/issues.ts';
import { problem } from '../../kernel/problem.ts';
import type { Shape } from '../../model/documents/shapes.ts';
import { headers } from '../wire/routes.ts';
import type { Asked } from './asked.ts';
import { type Found, refuse, unknownMember } from './judging.ts';

/** What stands behind the `?`, each value in the kind that the route gives it. */
export function searched({ search, route }: Asked): { readonly [name: string]: unknown } {
  const found: Found[] = [];
  const input: Record<string, unknown> = {};
  for (const [name, text] of search) {
    const shape = Object.hasOwn(route.query, name) ? route.query[name] : undefined;
    if (shape === undefined) found.push(unknownMember(name));
    else if (Object.hasOwn(input, name))
      found.push({ issue: issueOf('twice', name, { label: `\`${name}\`` }), form: true });
    else input[name] = typed(shape, text);
  }
  for (const name of route.needed)
    if (!Object.hasOwn(input, name))
      found.push({ issue: issueOf('missing', name, { label: `\`${name}\`` }), form: true });
  refuse(found);
  return input;
}

// What cannot be turned stays text, which the shape then refuses.
function typed({ type }: Shape, text: string): unknown {
  if (type === 'boolean') return text === 'true' ? true : text === 'false' ? false : text;
  return type === 'integer' && /^-?\d{1,15}$/.test(text) ? Number(text) : text;
}

/** The revision that `If-Match` names: nothing for any, and a refusal where it has to be said and is not. */
export function guardedRevision({ request, route }: Asked): number | undefined {
  const given = request.headers.get('if-match');
  if (given === null) {
    if (route.guarded) throw problem('request.unguarded', { method: request.method });
    return undefined;
  }
  if (given.trim() === '*') return undefined;
  const [, revision] = /^\s*"(\d{1,15})(?:\.[0-9a-z]+)?"\s*$/.exec(given) ?? [];
  if (revision === undefined) refuse([malformed('If-Match', 'an entity tag that was read before, or `*`')]);
  return Number(revision);
}

/** The key under which the same request is answered the same again. */
export function idempotencyKey({ request }: Asked): string | undefined {
  const given = request.headers.get(headers.idempotencyKey) ?? undefined;
  if (given !== undefined && !/^[\x21-\x7e]{1,200}$/.test(given))
    refuse([malformed(headers.idempotencyKey, 'at most 200 characters without spaces')]);
  return given;
}

/** Why, for the audit trail: a header holds no letters beyond ASCII, so it may be percent-encoded. */
export function reasonGiven({ request }: Asked): string | undefined {
  const given = request.headers.get(headers.reason);
  if (given === null || given === '') return undefined;
  try {
    return decodeURIComponent(given);
  } catch {
    return given;
  }
}

function malformed(name: string, says: string): Found {
  return { issue: issueOf('format', name, { label: `\`${name}\``, says }), form: true };
}
