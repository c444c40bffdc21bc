import type { ConnectionType } from '../fields/connection-type.ts';
import { shownSettings } from '../fields/redact.ts';
import type { Connection, KeptSecret } from '../model/connection.ts';
import type { CustomType } from '../model/custom-type.ts';
import type { Dependent } from '../model/dependent.ts';
import type { EnvironmentRecord } from '../model/environment-record.ts';
import type { Ownership } from '../model/ownership.ts';
import type { SyncContents, SyncOwner, SyncSecret } from '../model/sync.ts';
import type { User } from '../model/user.ts';

/** What a sync compares of the environment itself. */
export function environmentContent({ tenant, keyVault }: EnvironmentRecord): SyncContents['environment'] {
  return { tenant, keyVault: keyVault ?? null };
}

export function typeContent({ name, displayName, declaration }: CustomType): SyncContents['type'] {
  return { name, displayName, declaration };
}

export function userContent(user: User): SyncContents['user'] {
  const { name, displayName, role, exports, principal } = user;
  return { name, displayName, role, exports: exports ?? null, principal: principal ?? null, manifest: ownerOf(user) };
}

/** What a sync compares of a connection: secrets by where they are, and settings as far as the declaration shows them. */
export function connectionContent(
  connection: Connection,
  declaration: ConnectionType | undefined,
): SyncContents['connection'] {
  const { name, displayName, type, purpose, settings, secrets, sharedWith, consent, lock, tenant } = connection;
  return {
    name,
    displayName,
    type,
    purpose,
    settings: declaration === undefined ? {} : shownSettings(declaration.fields, settings),
    secrets: Object.fromEntries(Object.entries(secrets).map(([field, kept]) => [field, syncSecret(kept)])),
    sharedWith,
    consent,
    lock,
    tenant,
    hostKey: connection.hostKey ?? null,
    signIn: connection.signIn ?? null,
    manifest: ownerOf(connection),
  };
}

export function dependentContent(dependent: Dependent): SyncContents['export'] {
  const { name, displayName, type, status, connection, lastConnection, settings, schedule } = dependent;
  return {
    name,
    displayName,
    type,
    status,
    connection,
    lastConnection,
    settings,
    schedule,
    scheduledAt: dependent.scheduledAt ?? null,
    command: dependent.command ?? null,
    manifest: ownerOf(dependent),
  };
}

// Sealed text never leaves.
function syncSecret(kept: KeptSecret): SyncSecret {
  return kept.source === 'stored' ? { source: 'stored', changedAt: kept.changedAt } : kept;
}

function ownerOf({ manifest, revision }: { readonly manifest?: Ownership; readonly revision: number }) {
  return manifest === undefined ? null : ({ id: manifest.id, current: manifest.revision === revision } as SyncOwner);
}
