import { isProblem, problem } from '../../../kernel/problem.ts';
import type { CopyOf } from '../../../model/sync.ts';
import type { Context } from '../../context.ts';

/** The two environments of a sync, by the names that this machine has for them. */
export interface Pair {
  readonly copy: string;
  readonly original: string;
  /** Whether the copy is there already. */
  readonly there: boolean;
}

export interface Ends {
  readonly from: string | undefined;
  readonly to: string | undefined;
  /** Whether the copy may go on with another environment that has the id of its original. */
  readonly afresh?: boolean;
}

interface Look {
  readonly place: 'here' | 'on a server' | 'free';
  /** What it is a copy of, where it is one. */
  readonly copyOf: CopyOf | null;
}

/** Which environment is the copy, and of which: as given, in either order, or as the copy itself remembers. */
export async function pairOf(context: Context, { from, to, afresh = false }: Ends): Promise<Pair | undefined> {
  if (from !== undefined && to !== undefined) return pairOfTwo(context, { from, to, afresh });
  const one = from ?? to;
  const known = one === undefined ? undefined : await look(context, one);
  if (one !== undefined && known?.copyOf) return { copy: one, original: known.copyOf.name, there: true };
  if (one !== undefined && known?.place === 'here' && to !== undefined)
    throw problem('sync.other_pair', { from: from ?? 'NAME', to, of: null });
  const current = await context.knownEnvironment();
  const copyOf = current === undefined ? null : (await look(context, current)).copyOf;
  if (current === undefined || copyOf === null || (one !== undefined && copyOf.name !== one)) return undefined;
  return { copy: current, original: copyOf.name, there: true };
}

/** The same, of two that were named. */
export async function pairOfTwo(
  context: Context,
  { from, to, afresh = false }: { readonly from: string; readonly to: string; readonly afresh?: boolean | undefined },
): Promise<Pair> {
  if (from === to) throw problem('usage.arguments', { command: 'sync', says: `\`${to}\` is where it comes from` });
  const [first, second] = [await look(context, from), await look(context, to)];
  if (await names(context, { copy: to, ...second }, { name: from, ...first }, afresh))
    return { copy: to, original: from, there: true };
  if (await names(context, { copy: from, ...first }, { name: to, ...second }, afresh))
    return { copy: from, original: to, there: true };
  if (first.place === 'free') await (await context.environments()).isRemote(from);
  if (second.place === 'free') return { copy: to, original: from, there: false };
  if (first.place === 'on a server' && second.place === 'on a server')
    throw problem('usage.arguments', {
      command: 'sync',
      says: `\`${from}\` and \`${to}\` are both on servers, and one side of a sync lies on this machine`,
    });
  throw problem('sync.other_pair', { from, to, of: second.copyOf?.name ?? null });
}

// A name on this machine may have changed since, the id of an environment never does. A restored backup has the same id.
async function names(
  context: Context,
  { copy, copyOf }: Look & { readonly copy: string },
  { name, place }: Look & { readonly name: string },
  afresh: boolean,
): Promise<boolean> {
  if (copyOf === null || place === 'free') return false;
  if (copyOf.name === name) return true;
  if ((await idOf(context, name)) !== copyOf.environment) return false;
  if (!afresh && (await isAnother(context, name, copyOf)))
    throw problem('sync.same_id', { from: name, to: copy, of: copyOf.name });
  return true;
}

// Of two names for one place none is another's. One that cannot be looked at now may well be it.
async function isAnother(context: Context, name: string, { name: known, environment }: CopyOf): Promise<boolean> {
  const environments = await context.environments();
  if (await environments.isFree(known)) return false;
  if ((await environments.location(known)) === (await environments.location(name))) return false;
  try {
    return (await idOf(context, known)) === environment;
  } catch (error) {
    if (!isProblem(error)) throw error;
    return true;
  }
}

async function idOf(context: Context, name: string): Promise<string> {
  return (await (await context.environmentNamed(name)).query('environment.show', {})).id;
}

async function look(context: Context, name: string): Promise<Look> {
  const environments = await context.environments();
  if (await environments.isFree(name)) return { place: 'free', copyOf: null };
  if (await environments.isRemote(name)) return { place: 'on a server', copyOf: null };
  const { copyOf } = await (await context.environmentNamed(name)).query('environment.show', {});
  return { place: 'here', copyOf };
}
