import { dirname, join } from 'node:path';
import { ownFolder } from '../adapters/sqlite/trust.ts';
import type { KeptServer } from '../commands/shared/served.ts';
import type { Digest } from '../kernel/ports.ts';
import type { InstanceStores } from '../service/store/instance-stores.ts';
import type { Settings } from './settings.ts';

const busyMs = 10_000;

/** Where a server keeps its instances: the file that was named, the database that the surroundings name, or the usual file. */
export async function openStores(kept: KeptServer, settings: Settings, digest: Digest): Promise<InstanceStores> {
  const url = databaseOf(kept, settings);
  if (url !== undefined) {
    const { createPostgresStores } = await import('../adapters/postgres/stores.ts');
    return createPostgresStores({ url, busyMs });
  }
  const file = fileOf(kept, settings);
  if (kept.file === undefined) ownFolder(dirname(file));
  const { createServerFiles } = await import('../adapters/sqlite/server-files.ts');
  return createServerFiles({ file, digest, busyMs });
}

/** The same, for messages. */
export function storesPlace(kept: KeptServer, settings: Settings): string {
  return databaseOf(kept, settings) === undefined ? fileOf(kept, settings) : 'CINCH_DATABASE_URL';
}

function databaseOf({ file }: KeptServer, { env }: Settings): string | undefined {
  return file === undefined && (env.CINCH_DATABASE_URL ?? '') !== '' ? env.CINCH_DATABASE_URL : undefined;
}

function fileOf({ file }: KeptServer, settings: Settings): string {
  return file ?? join(settings.places().data, 'server.db');
}
