import type { Change } from '../../../src/model/change.ts';
import type { DependentKind } from '../../../src/model/dependent.ts';
import type { Environment } from '../../../src/model/environment.ts';
import { currentTerms } from '../../../src/model/terms.ts';
import type { Observed } from '../../../src/plan/removal.ts';
import { createWorld, type World } from '../../support/world.ts';
import { usesOf } from './generated.ts';

/** Generated observations as real stores: connections `old`, which everything uses, and `new`, of one type. */
export function realWorlds() {
  const opened: World[] = [];
  return {
    async open(kind: DependentKind, seen: Observed): Promise<{ admin: Environment; real: Observed }> {
      const world = await createWorld();
      opened.push(world);
      const admin = world.as();
      const declaration = { id: 'acme', label: 'Acme', purpose: kind, summary: 'For tests', fields: {} };
      const add = { change: 'connection.add', type: 'acme', terms: currentTerms() } as const;
      await admin.apply([
        { change: 'type.add', declaration },
        { ...add, displayName: 'old' },
        { ...add, displayName: 'new' },
        ...usesOf(seen, kind).flatMap(({ name, status }): Change[] => [
          { change: `${kind}.add`, displayName: name, connection: 'old' } as Change,
          ...(kind === 'enrichment' && status === 'inactive'
            ? [{ change: 'enrichment.deactivate', dependent: name } as const]
            : []),
        ]),
      ]);
      return { admin, real: await observe(admin) };
    },
    async close() {
      for (const world of opened.splice(0)) await world.close();
    },
  };
}

/** The connection `old` and what uses it, as a person would see it before deciding. */
async function observe(admin: Environment): Promise<Observed> {
  const { items } = await admin.query('connection.list', { search: 'old' });
  const { exports, enrichments } = await admin.query('connection.dependents', { connection: 'old' });
  const revision = items.flatMap((item) => ('revision' in item ? [item.revision] : []))[0] ?? 0;
  return { connection: { name: 'old', revision }, exports, enrichments };
}

/** What is there now: the names of connections, each dependent with its connection and status, and damage. */
export async function lookAgain(admin: Environment, kind: DependentKind) {
  const { items } = await admin.query('connection.list', {});
  const dependents = await admin.query(`${kind}.list`, {});
  const { findings } = await admin.query('store.check', {});
  return {
    connections: items.map(({ name }) => name),
    dependents: Object.fromEntries(
      dependents.items.map(({ name, connection, status }) => [name, { connection, status }]),
    ),
    damage: findings.filter(({ severity }) => severity === 'damage'),
  };
}
