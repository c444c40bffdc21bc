import { queryRoutes, type WireQueryName } from '../wire/query-routes.ts';
import { namesIn } from '../wire/routes.ts';

type Input = { readonly [member: string]: unknown };

/** A question as it is sent. */
export interface Addressed {
  readonly method: 'GET' | 'POST';
  /** Behind `…/manage`. */
  readonly path: string;
  readonly body?: string;
}

/** The longest that an address may get: what stands in between takes about this much everywhere. */
const longest = 2_000;

/** Where a question goes: its own address, or where any can be asked, if its input does not fit into an address. */
export function addressed(query: WireQueryName, input: Input): Addressed {
  const { method, path } = queryRoutes[query];
  if (method === 'POST') return { method, path, body: JSON.stringify(input) };
  const inPath = namesIn(path);
  if (!inPath.every((name) => stands(input[name]))) return asBody(query, input);
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(input)) {
    if (value === undefined || inPath.includes(name)) continue;
    if (typeof value === 'string' && !value.isWellFormed()) return asBody(query, input);
    search.append(name, String(value));
  }
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(input[name])));
  const whole = search.size === 0 ? filled : `${filled}?${search}`;
  return whole.length > longest ? asBody(query, input) : { method, path: whole };
}

// Dots alone lead elsewhere, however they are written, and half a character cannot be.
function stands(value: unknown): boolean {
  return typeof value === 'string' && !/^\.{0,2}$/.test(value) && value.isWellFormed();
}

function asBody(query: WireQueryName, input: Input): Addressed {
  return { method: 'POST', path: '/query', body: JSON.stringify({ query, input }) };
}
