import type { EnvironmentDetail } from '../../model/environment-detail.ts';
import type { Asking } from '../asking.ts';

export async function environmentShow({ head }: Asking): Promise<EnvironmentDetail & { revision: number }> {
  const { record, revision, counts, auditHead } = head;
  const { id, displayName, production, tenant, secretStorage, keys, createdAt, createdBy } = record;
  return {
    id,
    displayName,
    production,
    tenant,
    secretStorage,
    keyVersion: keys.at(-1)?.version ?? null,
    createdAt,
    createdBy,
    revision,
    counts: {
      connections: counts.connection,
      exports: counts.export,
      enrichments: counts.enrichment,
      users: counts.user,
    },
    auditHead,
    copyOf: record.copyOf ?? null,
  };
}
