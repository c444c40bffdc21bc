import { type ImportFinding, importFinding } from '../../../kernel/import-finding.ts';
import type { SourceEntry } from '../source-entry.ts';
import type { SourceKind } from '../source-kind.ts';
import { azureblob } from './azureblob.ts';
import { sftp } from './sftp.ts';

const kinds: { readonly [type: string]: SourceKind } = { sftp, azureblob };

/** What a remote of rclone becomes, or why it becomes nothing. */
export function rcloneKind({ kind }: SourceEntry): SourceKind | ImportFinding {
  if (kind === '') return importFinding('no-kind', { key: 'type' });
  return Object.hasOwn(kinds, kind) ? (kinds[kind] as SourceKind) : importFinding('no-type', { kind, from: 'rclone' });
}
