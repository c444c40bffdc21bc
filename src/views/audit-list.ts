import type { AuditEntry } from '../model/audit.ts';
import type { Column } from './column.ts';
import { ago, moment } from './relative-time.ts';

export const empty = 'No entries to show';

export const columns: readonly Column<AuditEntry>[] = [
  { key: 'seq', header: 'SEQ', value: (entry) => String(entry.seq), align: 'right' },
  { key: 'at', header: 'AT', value: (entry) => entry.at, brief: (entry, now) => ago(entry.at, now) },
  {
    key: 'actor',
    header: 'ACTOR',
    value: (entry) => entry.actor,
    brief: (entry) => (entry.onBehalf === null ? entry.actor : `${entry.actor} (through ${entry.onBehalf})`),
    shrink: 2,
  },
  { key: 'action', header: 'ACTION', value: (entry) => entry.action },
  { key: 'target', header: 'TARGET', value: ({ target }) => `${target.kind} ${target.name}`.trim(), shrink: 3 },
  { key: 'outcome', header: 'OUTCOME', value: (entry) => entry.outcome },
  { key: 'fields', header: 'FIELDS', value: (entry) => entry.fields.join(', '), shrink: 1 },
  {
    key: 'reason',
    header: 'REASON',
    value: (entry) => entry.reason ?? '',
    brief: (entry) => [entry.reason, syncText(entry)].filter(Boolean).join('; '),
    shrink: 1,
  },
  { key: 'onBehalf', header: 'THROUGH', value: (entry) => entry.onBehalf ?? '', wide: true, shrink: 2 },
  { key: 'sync', header: 'SYNC', value: syncText, wide: true, shrink: 2 },
  { key: 'token', header: 'TOKEN', value: (entry) => entry.token ?? '', wide: true },
  { key: 'targetId', header: 'TARGET ID', value: (entry) => entry.target.id, wide: true },
  { key: 'revision', header: 'REVISION', value: (entry) => String(entry.revision ?? ''), wide: true, align: 'right' },
];

function syncText({ sync }: AuditEntry): string {
  return sync === undefined ? '' : `by sync, of ${sync.displayName}'s change by ${sync.by} at ${moment(sync.at)}`;
}
