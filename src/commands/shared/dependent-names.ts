import { problem } from '../../kernel/problem.ts';
import type { DependentKind } from '../../model/dependent.ts';
import type { Environment } from '../../model/environment.ts';

/** Names or a connection: which exports or enrichments a person means. */
export interface Which {
  readonly refs: readonly string[];
  /** Everything on it, in place of names. */
  readonly connection: string | undefined;
}

/** Names as they are kept, each once: `--confirm` takes the name, whatever it was called by (D3). */
export async function namesOf(
  environment: Environment,
  kind: DependentKind,
  refs: readonly string[],
): Promise<readonly string[]> {
  const names = new Set<string>();
  for (const dependent of refs) names.add((await environment.query(`${kind}.show` as const, { dependent })).name);
  return [...names];
}

/** The same, with everything on a connection where that is what is named. */
export async function namesOfWhich(
  environment: Environment,
  kind: DependentKind,
  { refs, connection }: Which,
): Promise<readonly string[]> {
  if (connection === undefined) return namesOf(environment, kind, refs);
  const { items } = await environment.query(`${kind}.list` as const, { connection });
  return items.map(({ name }) => name);
}

/** Refuses a command line that names nothing, or both. */
export function judgeWhich(kind: DependentKind, verb: string, { refs, connection }: Which): void {
  const command = `${kind} ${verb}`;
  if (refs.length > 0 && connection !== undefined)
    throw problem('usage.arguments', { command, says: `name ${kind}s or a connection that they use, not both` });
  if (refs.length === 0 && connection === undefined) {
    throw problem(
      'input.missing',
      { count: 1, why: '', fix: [`cinch ${kind} list`, `cinch ${command} --help`] },
      { missing: [{ input: kind, flag: `${kind.toUpperCase()}... or --connection NAME`, help: 'which ones' }] },
    );
  }
}
