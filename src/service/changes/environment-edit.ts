import { formats } from '../../fields/format.ts';
import { issueOf } from '../../kernel/issues.ts';
import { problem } from '../../kernel/problem.ts';
import { stepping } from '../../kernel/progress.ts';
import type { ChangeOf } from '../../model/change.ts';
import type { Connection, KeptSecret } from '../../model/connection.ts';
import { displayNameIssues } from '../../model/naming.ts';
import { refuse } from '../refuse.ts';
import type { Outcome, Scene } from '../scene.ts';

/** Changes what the environment says of itself, how it keeps its secrets, or seals all of them with a new key. */
export async function environmentEdit(scene: Scene, change: ChangeOf<'environment.edit'>): Promise<Outcome> {
  const before = scene.environment;
  const displayName = change.displayName?.trim() ?? before.displayName;
  const production = change.production ?? before.production;
  const tenant = change.tenant === undefined ? before.tenant : change.tenant;
  judgeEnvironment({ displayName, tenant });
  if (tenant !== before.tenant && tenant !== null) scene.finally(() => judgeTenant(scene));
  const fields = [
    ...(displayName === before.displayName ? [] : ['displayName']),
    ...(production === before.production ? [] : ['production']),
    ...(tenant === before.tenant ? [] : ['tenant']),
    ...(scene.newKeys === undefined ? [] : ['secretStorage']),
  ];
  scene.environment = { ...before, displayName, production, tenant };
  if (scene.newKeys !== undefined) {
    const { storage, keys } = scene.newKeys;
    scene.environment = { ...scene.environment, secretStorage: storage, keys };
    if (change.rotate === true) {
      await sealAgain(scene);
      fields.push('key');
    }
  }
  const result = fields.length === 0 ? 'unchanged' : 'updated';
  return { kind: 'environment', id: before.id, name: before.displayName, result, revision: null, fields };
}

/** Refuses what an environment cannot say of itself, whether it is made or changed. */
export function judgeEnvironment({ displayName, tenant }: { displayName: string; tenant: string | null }): void {
  const { says, accepted, matches } = formats.tenant;
  const named = tenant === null || matches(tenant);
  const issues = named ? [] : [issueOf('format', 'tenant', { label: 'Tenant', says, example: accepted })];
  refuse('the environment', [...displayNameIssues(displayName), ...issues], {});
}

/** R8: what is there after the list has to lie in the organisation that is named now. */
export async function judgeTenant(scene: Scene): Promise<void> {
  const own = scene.environment.tenant;
  if (own === null) return;
  await scene.work.where('connection', '1 = 1');
  const lies = ({ tenant }: Connection) => tenant !== null && tenant.toLowerCase() !== own.toLowerCase();
  const [other] = scene.work.inHand('connection', lies);
  if (other?.tenant) throw problem('connection.other_tenant', { tenant: other.tenant, own });
}

async function sealAgain(scene: Scene): Promise<void> {
  // The old key is forgotten: a secret that was passed over would never open again.
  await scene.work.verify('connection');
  for (const connection of stepping(scene.progress, 'seal', await scene.work.where('connection', '1 = 1'))) {
    const secrets: Record<string, KeptSecret> = {};
    let sealed = false;
    for (const [field, kept] of Object.entries(connection.secrets)) {
      if (kept.source === 'stored') {
        const value = scene.openSecret(connection.id, connection.name, field, kept);
        secrets[field] = { ...scene.seal(connection.id, field, value), changedAt: kept.changedAt } as KeptSecret;
        sealed = true;
      } else secrets[field] = kept;
    }
    // The same secret under another key is no change of the connection, so its revision stays.
    if (sealed) scene.work.put('connection', { ...connection, secrets } satisfies Connection);
  }
}
