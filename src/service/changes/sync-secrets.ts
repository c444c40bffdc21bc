import type { ConnectionType } from '../../fields/connection-type.ts';
import { issueOf } from '../../kernel/issues.ts';
import { problem } from '../../kernel/problem.ts';
import type { SecretValue } from '../../kernel/secret-value.ts';
import type { Connection, KeptSecret } from '../../model/connection.ts';
import { isVaultSecretName, isVaultVersion } from '../../model/key-vault.ts';
import type { SyncPut, SyncSecret } from '../../model/sync.ts';
import { isMoment } from '../../model/token.ts';
import { refuse } from '../refuse.ts';
import type { Scene } from '../scene.ts';
import { opened } from './connection-edit.ts';

interface Synced {
  readonly secrets: Connection['secrets'];
  /** Those that were brought along. */
  readonly sealed: readonly string[];
}

/** The secrets of a connection after a sync: references as told, stored ones sealed anew, kept, or holes. */
export function syncedSecrets(
  scene: Scene,
  type: ConnectionType,
  { id, content, secrets: brought = {} }: SyncPut<'connection'>,
  before: Connection | undefined,
): Synced {
  const stray = Object.keys(brought).filter((field) => content.secrets[field]?.source !== 'stored');
  refuse(
    `connection of type ${type.id}`,
    stray.map((field) => issueOf('not-applicable', `secrets.${field}`, { label: `\`${field}\`` })),
    type.fields,
  );
  const kept = Object.entries(content.secrets).map(([field, told]): [string, KeptSecret] => {
    if (told.source === 'keyvault') return [field, referenceOf(type, field, told)];
    const fresh = brought[field];
    if (fresh !== undefined) return [field, sealedAs(scene, id, field, { fresh, told, before })];
    const here = before?.secrets[field];
    // What comes from the vault here is judged where it would leave that (R29).
    return [field, here?.source === 'stored' ? here : { source: 'missing' }];
  });
  return { secrets: Object.fromEntries(kept), sealed: Object.keys(brought) };
}

// R28: in a field that the type lets the vault fill. Whether one is linked is judged after the list.
function referenceOf(
  type: ConnectionType,
  field: string,
  { secret, version }: Extract<SyncSecret, { source: 'keyvault' }>,
): KeptSecret {
  const fills = type.keyVault?.fills ?? [];
  if (!fills.includes(field)) throw problem('keyvault.unsupported', { type: type.id, label: type.label, field, fills });
  if (!isVaultSecretName(secret) || (version !== null && !isVaultVersion(version)))
    throw problem('keyvault.secret_name', { field });
  return { source: 'keyvault', secret, version };
}

interface Brought {
  readonly fresh: SecretValue;
  readonly told: SyncSecret;
  readonly before: Connection | undefined;
}

// When it was changed is told along; the same secret again is no change.
function sealedAs(scene: Scene, id: string, field: string, { fresh, told, before }: Brought): KeptSecret {
  const at = told.source === 'stored' && isMoment(told.changedAt) ? told.changedAt : scene.now;
  const here = before?.secrets[field];
  if (before !== undefined && here?.source === 'stored' && opened(scene, before, field)?.reveal() === fresh.reveal())
    return here.changedAt === at ? here : { ...here, changedAt: at };
  return { ...scene.seal(id, field, fresh), changedAt: at } as KeptSecret;
}
