import { lookIn } from '../../adapters/sqlite/look.ts';
import { machineAccount } from '../../adapters/system/account.ts';
import { systemClock } from '../../adapters/system/clock.ts';
import { createDigest } from '../../adapters/system/digest.ts';
import { isName } from '../../kernel/name.ts';
import type { QueryInput, QueryName, QueryResult } from '../../model/query.ts';
import { answer } from '../../service/answer.ts';
import { everywhere } from '../common-flags.ts';
import { scan } from '../scan.ts';
import { settingsOf } from '../settings.ts';
import type { Look } from './look.ts';

/** A person waits for a Tab: a store that is busy for longer has no names to offer. */
const busyMs = 100;
/** As many as bash lists without asking first. */
const mostNames = 100;

/** Looks at the environment that a line is about, as whoever it is for, without changing a thing. */
export function lookAround(before: readonly string[]): Pick<Look, 'names' | 'environments' | 'declaration'> {
  const scanned = scan(before, everywhere);
  const settings = settingsOf(scanned);
  const here = () => lookIn(settings.places().environments, busyMs);

  async function ask<Q extends QueryName>(name: Q, input: QueryInput<Q>): Promise<QueryResult<Q> | undefined> {
    const local = here();
    const all = local.list();
    const chosen = settings.environment() ?? (all.length === 1 ? all[0] : undefined);
    if (chosen === undefined || !isName(chosen) || !all.includes(chosen)) return undefined;
    const driver = await local.open(chosen);
    try {
      // While that name is being typed, one is oneself.
      const as = scanned.value('as') ?? '';
      const acting = as === '' ? {} : { as };
      const ports = { driver, digest: createDigest(), clock: systemClock, account: machineAccount(), ...acting };
      return await answer(ports, name, input);
    } finally {
      await driver.close();
    }
  }

  return {
    names: async (filter) => (await ask('names', { ...filter, limit: mostNames }))?.items ?? [],
    environments: async () => here().list().filter(isName),
    declaration: async (type) => (await ask('type.show', { type }))?.declaration,
  };
}
