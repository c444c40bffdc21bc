import { displayKey } from '../../../kernel/name.ts';
import type { Environment } from '../../../model/environment.ts';
import type { CopyOf } from '../../../model/sync.ts';
import type { Context } from '../../context.ts';
import type { Pair } from './pair.ts';
import { beginning } from './seen.ts';

/** What a copy remembers before anything was taken up. */
export async function newCopyOf(
  context: Context,
  { original: name }: Pair,
  original: Pick<Environment, 'query'>,
  mirror: boolean,
): Promise<CopyOf> {
  const account = (await context.environments()).administrator();
  const { id: environment } = await original.query('environment.show', {});
  const own = (await userNamed(original, account)) ?? context.newId();
  const marks = { here: beginning, there: beginning };
  return { environment, name, mirror, ...marks, stays: [own], syncedAt: context.clock() };
}

/** Makes the environment that becomes the copy, which knows from the start what it is a copy of. */
export async function makeCopy(
  context: Context,
  pair: Pair,
  original: Pick<Environment, 'query'>,
  mirror: boolean,
): Promise<void> {
  const copyOf = await newCopyOf(context, pair, original, mirror);
  const { tenant } = await original.query('environment.show', {});
  const environments = await context.environments();
  await environments.add(pair.copy, { displayName: pair.copy, production: false, tenant, copyOf }, { dryRun: false });
}

// Whoever keeps the copy is the same person in both, where they go by the same name.
async function userNamed(original: Pick<Environment, 'query'>, account: string): Promise<string | undefined> {
  for (let after: string | undefined; ; ) {
    const page = await original.query('sync.records', { kind: 'user', ...(after === undefined ? {} : { after }) });
    for (const { id, content } of page.items)
      if ('role' in content && displayKey(content.name) === displayKey(account)) return id;
    if (page.next === null) return undefined;
    after = page.next;
  }
}
