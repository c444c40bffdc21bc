import { problem } from '../../../kernel/problem.ts';
import type { Choice } from '../../../kernel/prompter.ts';
import type { ConnectionFilter, ConnectionItem, ConnectionName } from '../../../model/query.ts';
import type { Context } from '../../context.ts';

/** Which connections could take something over. */
interface Fit {
  readonly type: string;
  /** Names of those that are out of the question. */
  readonly except: readonly string[];
}

// As many as a person looks through; typing narrows them.
const most = 100;

/** The connections that fit (D6), ready ones first; those that await their sign-in are marked. */
export async function fittingConnections(
  context: Context,
  { type, except }: Fit,
  typed = '',
): Promise<readonly Choice<string>[]> {
  const environment = await context.environment();
  const { role } = await environment.query('whoami', {});
  const search = typed.trim() === '' ? {} : { search: typed.trim() };
  // Of a connection that is shared with them others see no status (R12).
  const filters: readonly ConnectionFilter[] =
    role === 'administrator' ? [{ status: 'ready' }, { status: 'awaiting sign-in' }] : [{}];
  const found: (ConnectionItem | ConnectionName)[] = [];
  for (const filter of filters) {
    const page = { type, ...filter, ...search, limit: most + except.length };
    found.push(...(await environment.query('connection.list', page)).items);
  }
  return found
    .filter(({ name }) => !except.includes(name))
    .map((it) => ({
      value: it.name,
      label: it.displayName,
      aside: 'status' in it && it.status !== 'ready' ? `${it.name}, awaits its sign-in` : it.name,
    }));
}

/** Asks for one of the connections that fit, found by typing. */
export async function askTarget(context: Context, message: string, fit: Fit): Promise<string> {
  const { type } = fit;
  if ((await fittingConnections(context, fit)).length === 0) throw problem('connection.none_fits', { type });
  return context.prompt.search({ message, find: (typed) => fittingConnections(context, fit, typed) });
}
