import { problem } from '../../kernel/problem.ts';
import { type JsonFinding, readJson } from '../wire/json-text.ts';

const kib = 1024;
/** The largest body of a list of changes, and of anything else. */
export const limits = { changes: 16 * kib * kib, other: 64 * kib } as const;

const words: { readonly [F in JsonFinding]: string } = {
  syntax: 'is not JSON',
  depth: 'is nested deeper than anything that is taken here',
  twice: 'says the same name twice in one object',
  proto: 'has a member that no object of ours has: `__proto__`',
};

/** The body of a request as JSON; an empty one is an object without members. */
export async function bodyOf(request: Request, type: string, limit: number): Promise<unknown> {
  const said = request.headers.get('content-type');
  if (said !== null && !isType(said, type)) throw problem('request.content_type', { wanted: type });
  const bytes = await bytesOf(request, limit);
  if (bytes.length === 0) return {};
  if (said === null) throw problem('request.content_type', { wanted: type });
  const read = readJson(textOf(bytes));
  if ('finding' in read) throw problem('request.syntax', { says: words[read.finding] });
  return read.value;
}

/** Refuses a body where none is taken. */
export async function withoutBody(request: Request): Promise<void> {
  if (request.body === null) return;
  const bytes = await bytesOf(request, limits.other);
  if (bytes.length > 0) throw problem('request.syntax', { says: 'is not taken here; this method has none' });
}

// Nothing but the type itself, with the one parameter that changes nothing: what is nearly right is how checks are gone around.
function isType(said: string, type: string): boolean {
  const [name, parameter, ...rest] = said.toLowerCase().split(';');
  return name === type && rest.length === 0 && (parameter === undefined || parameter.trim() === 'charset=utf-8');
}

async function bytesOf(request: Request, limit: number): Promise<Uint8Array> {
  const tooLarge = () => problem('request.too_large', { kib: limit / kib });
  const length = request.headers.get('content-length');
  if (length !== null && Number(length) > limit) throw tooLarge();
  if (length !== null) {
    const bytes = new Uint8Array(await request.arrayBuffer());
    if (bytes.length > limit) throw tooLarge();
    return bytes;
  }
  const parts: Uint8Array[] = [];
  let size = 0;
  // Leaving the loop lets go of the rest.
  for await (const part of (request.body ?? []) as AsyncIterable<Uint8Array>) {
    size += part.length;
    if (size > limit) throw tooLarge();
    parts.push(part);
  }
  return parts.length === 1 ? (parts[0] as Uint8Array) : Buffer.concat(parts);
}

function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw problem('request.syntax', { says: 'is not text in UTF-8' });
  }
}
