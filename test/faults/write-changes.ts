import { isProblem } from '../../src/kernel/problem.ts';
import type { Change } from '../../src/model/change.ts';
import type { Environment } from '../../src/model/environment.ts';
import type { ConnectionDetail } from '../../src/model/query.ts';
import { terms } from '../support/fault-store.ts';
import { createRandom } from '../support/random.ts';

/** What one writer was told: its changes by the reason it gave for each, and what it holds to be there afterwards. */
export interface Report {
  readonly entries: { readonly [reason: string]: number };
  readonly refusals: { readonly [code: string]: number };
  readonly raised: { readonly [hub: string]: number };
  readonly connections: readonly string[];
  /** Name of each export -> the connection it is on. */
  readonly exports: { readonly [name: string]: string | null };
}

export const hubs = ['hub-1', 'hub-2'];

/** Makes its changes on a store that others change too, and reports each one that it was told of. */
export async function writeChanges(
  environment: Environment,
  number: string,
  count: number,
  seed: number,
): Promise<Report> {
  const random = createRandom(seed);
  const entries: Record<string, number> = {};
  const refusals: Record<string, number> = {};
  const raised: Record<string, number> = {};
  const connections = new Set<string>();
  const exports = new Map<string, string | null>();
  let made = 0;

  async function change(reason: string): Promise<void> {
    const dice = random.below(100);
    if (dice < 25) return addConnection(reason);
    if (dice < 50) return addExport(reason);
    if (dice < 70) return raise(reason);
    if (dice < 85) return moveExport(reason);
    return removeConnection(reason);
  }

  async function addConnection(reason: string): Promise<void> {
    const name = `own-${number}-${++made}`;
    await told(reason, [{ change: 'connection.add', type: 'mailchimp', displayName: name, terms }]);
    connections.add(name);
  }

  async function addExport(reason: string): Promise<void> {
    const name = `export-${number}-${++made}`;
    const connection = random.pick([...hubs, ...connections]);
    await told(reason, [{ change: 'export.add', displayName: name, connection }]);
    exports.set(name, connection);
  }

  // A number that everyone raises by one, each time from what was read: an update that was lost would be missing in the sum.
  async function raise(reason: string): Promise<void> {
    const hub = random.pick(hubs);
    for (;;) {
      const { settings, revision } = (await environment.query('connection.show', {
        connection: hub,
      })) as ConnectionDetail;
      const clientId = `n-${Number(String(settings.clientId).slice(2)) + 1}`;
      try {
        await told(reason, [{ change: 'connection.edit', connection: hub, set: { clientId }, ifRevision: revision }]);
        raised[hub] = (raised[hub] ?? 0) + 1;
        return;
      } catch (error) {
        if (!isProblem(error) || error.code !== 'revision.moved') throw error;
        refusals[error.code] = (refusals[error.code] ?? 0) + 1;
      }
    }
  }

  async function moveExport(reason: string): Promise<void> {
    const [name, on] = random.pick([...exports]) ?? [];
    if (name === undefined) return addExport(reason);
    const dependent = name;
    if (on === null) {
      const connection = random.pick(hubs);
      await told(reason, [{ change: 'export.connect', dependent, connection }]);
      exports.set(name, connection);
    } else if (random.chance(0.5)) {
      await told(reason, [{ change: 'export.disconnect', dependent }]);
      exports.set(name, null);
    } else {
      await told(reason, [{ change: 'export.remove', dependent }]);
      exports.delete(name);
    }
  }

  async function removeConnection(reason: string): Promise<void> {
    const connection = random.pick([...connections]);
    if (connection === undefined) return addConnection(reason);
    const used = [...exports].filter(([, on]) => on === connection).map(([name]) => name);
    const changes: Change[] = used.map((dependent) => ({ change: 'export.disconnect', dependent }));
    await told(reason, [...changes, { change: 'connection.remove', connection }]);
    for (const name of used) exports.set(name, null);
    connections.delete(connection);
  }

  async function told(reason: string, changes: readonly Change[]): Promise<void> {
    const applied = await environment.apply(changes, { reason });
    entries[reason] = applied.changes.filter(({ result }) => result !== 'unchanged').length;
  }

  for (let step = 1; step <= count; step += 1) await change(`${number}/${step}`);
  return { entries, refusals, raised, connections: [...connections], exports: Object.fromEntries(exports) };
}
