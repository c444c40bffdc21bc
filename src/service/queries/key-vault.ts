import { problem } from '../../kernel/problem.ts';
import type { Connection } from '../../model/connection.ts';
import type { DependentKind } from '../../model/dependent.ts';
import type { KeyVault } from '../../model/key-vault.ts';
import type { FallingDependent, VaultReference } from '../../model/vault-reference.ts';
import type { Asking } from '../asking.ts';
import { recordOf, tables } from '../store/tables.ts';
import { connectionDependents } from './connection.ts';

/** The key vault that is linked (R27). */
export async function keyVaultShow({ head }: Pick<Asking, 'head'>): Promise<KeyVault> {
  const { keyVault } = head.record;
  if (!keyVault) throw problem('keyvault.not_linked', {});
  return keyVault;
}

/** Every reference into the key vault with what stops when it cannot be read (R31), by secret and connection. */
export async function keyVaultReferences(
  asking: Asking,
  { secret }: { secret?: string },
): Promise<{ items: readonly VaultReference[] }> {
  const items: VaultReference[] = [];
  for await (const connection of connectionsOf(asking)) {
    const taken = Object.entries(connection.secrets).flatMap(([field, kept]) =>
      kept.source === 'keyvault' && (secret === undefined || same(kept.secret, secret)) ? [{ field, ...kept }] : [],
    );
    if (taken.length === 0) continue;
    const { name, displayName, type } = connection;
    const stopping = await stoppingWith(asking, connection);
    for (const { field, secret: from, version } of taken)
      items.push({ name, displayName, type, field, secret: from, version, ...stopping });
  }
  const order = ({ secret: it, name }: VaultReference) => `${it.toLowerCase()}\u0000${name}`;
  return { items: items.sort((one, other) => (order(one) < order(other) ? -1 : 1)) };
}

// A vault takes names for the same that differ only in case.
function same(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

async function* connectionsOf({ session, ports, head }: Asking): AsyncIterable<Connection> {
  const { driver, digest, progress } = ports;
  const kept = head.counts.connection;
  let done = 0;
  for (let last = ''; ; ) {
    const rows = await session.all(
      `SELECT * FROM ${tables.connection.table} WHERE id > ? ORDER BY id LIMIT 1000`,
      last,
    );
    progress?.step('records', done, kept);
    for (const row of rows) yield recordOf('connection', row, digest, driver.place);
    done += rows.length;
    if (rows.length < 1000) break;
    last = String(rows.at(-1)?.id);
  }
  // One that cannot be found would be one that nobody looks after.
  if (done !== kept) {
    const what = `${done} of ${kept} records of kind connection can be found`;
    throw problem('store.damaged', { path: driver.place, what });
  }
}

async function stoppingWith(asking: Asking, { id, dependents }: Connection) {
  if (dependents.exports + dependents.enrichments === 0) return { exports: [], enrichments: [] };
  const found = await connectionDependents(asking, { connection: id });
  const named = (kind: `${DependentKind}s`): FallingDependent[] =>
    found[kind].map(({ name, displayName, status }) => ({ name, displayName, status }));
  return { exports: named('exports'), enrichments: named('enrichments') };
}
