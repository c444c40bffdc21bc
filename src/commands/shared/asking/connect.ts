import { problem } from '../../../kernel/problem.ts';
import type { DependentKind } from '../../../model/dependent.ts';
import type { DependentItem } from '../../../model/query.ts';
import type { Context } from '../../context.ts';
import { askTarget } from './target.ts';
import { askWhich } from './which.ts';

interface Given {
  readonly refs: readonly string[];
  readonly connection: string | undefined;
}

type Connected = Pick<DependentItem, 'name' | 'type' | 'status' | 'connection'>;

/** Asks which exports or enrichments get a connection, and which one, of those that fit each other (D6). */
export async function askConnect(
  context: Context,
  kind: DependentKind,
  { refs, connection }: Given,
): Promise<{ readonly refs: readonly string[]; readonly connection: string }> {
  const environment = await context.environment();
  if (connection !== undefined) {
    const { name, type } = await environment.query('connection.show', { connection });
    const marked = await askWhich(context, { kind, verb: 'connect', type, notOn: name });
    return { refs: marked.map((it) => it.name), connection: name };
  }
  const items: Connected[] = [];
  for (const dependent of refs) items.push(await environment.query(`${kind}.show` as const, { dependent }));
  const differs = mixed(items);
  if (differs !== undefined) throw problem('usage.arguments', { command: `${kind} connect`, says: differs });
  if (refs.length === 0) items.push(...(await askWhich(context, { kind, verb: 'connect', judge: mixed })));
  const [first] = items;
  // The one that all of them are on is no choice, unless it would start them.
  const on = items.every((it) => it.status === 'active' && it.connection === first?.connection)
    ? first?.connection
    : null;
  const fit = { type: first?.type ?? '', except: typeof on === 'string' ? [on] : [] };
  return { refs: items.map(({ name }) => name), connection: await askTarget(context, 'To which connection?', fit) };
}

function mixed(items: readonly Connected[]): string | undefined {
  const types = [...new Set(items.map(({ type }) => type))];
  return types.length > 1 ? `they are of the types ${types.join(', ')}, and a connection serves one type` : undefined;
}
