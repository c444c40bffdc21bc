import { problem } from '../../kernel/problem.ts';
import type { ChangeName } from '../../model/change.ts';
import type { DependentKind } from '../../model/dependent.ts';
import type { Context } from '../context.ts';

/** Names or a connection: which exports or enrichments a person means. */
export interface Which {
  readonly refs: readonly string[];
  /** Everything on it, in place of names. */
  readonly connection: string | undefined;
}

/**
 * Names as they are kept, each once, so that `--confirm` takes the name only (D3). Whoever may not do it at all keeps
 * what they typed: the door refuses them before anything is looked up (R12).
 */
export async function namesOf(
  context: Context,
  kind: DependentKind,
  action: ChangeName,
  refs: readonly string[],
): Promise<readonly string[]> {
  const environment = await context.environment();
  const { allowed } = await environment.query('can', { action });
  if (!allowed) return refs;
  const names = new Set<string>();
  for (const dependent of refs) names.add((await environment.query(`${kind}.show` as const, { dependent })).name);
  return [...names];
}

/** The same, with everything on a connection where that is what is named. */
export async function namesOfWhich(
  context: Context,
  kind: DependentKind,
  action: ChangeName,
  { refs, connection }: Which,
): Promise<readonly string[]> {
  const command = action.replace('.', ' ');
  if (connection === undefined) {
    if (refs.length > 0) return namesOf(context, kind, action, refs);
    throw problem(
      'input.missing',
      { count: 1, why: '', fix: [`cinch ${kind} list`, `cinch ${command} --help`] },
      { missing: [{ input: kind, flag: `${kind.toUpperCase()}... or --connection NAME`, help: 'which ones' }] },
    );
  }
  if (refs.length > 0)
    throw problem('usage.arguments', { command, says: `name ${kind}s or a connection that they use, not both` });
  const environment = await context.environment();
  const { allowed } = await environment.query('can', { action });
  if (!allowed) return [connection];
  const { items } = await environment.query(`${kind}.list` as const, { connection });
  return items.map(({ name }) => name);
}
