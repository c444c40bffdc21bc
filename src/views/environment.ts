import { printable } from '../kernel/printable.ts';
import type { EnvironmentDetail } from '../model/environment-detail.ts';
import { block } from './block.ts';
import { count } from './count.ts';
import { type Paint, plain } from './paint.ts';
import { moment } from './relative-time.ts';

/** An environment, with what only this machine knows of it. */
interface ShownEnvironment extends EnvironmentDetail {
  readonly name?: string;
  readonly location?: string;
}

/** One environment as a page. */
export function text(data: ShownEnvironment, paint: Paint = plain, columns?: number): string {
  const { connections, exports, enrichments, users } = data.counts;
  const holds = [
    count(connections, 'connection'),
    count(exports, 'export'),
    count(enrichments, 'enrichment'),
    count(users, 'user'),
  ];
  const lines = block(
    [
      ['name', data.name ?? null],
      ['production', data.production ? 'yes: every change asks for --confirm' : 'no'],
      ['tenant', data.tenant ?? 'none'],
      ['copy of', copyText(data)],
      ['holds', holds.join(', ')],
      ['secrets', secretsText(data)],
      ['location', data.location ?? null],
      ['created', `${moment(data.createdAt)} by ${data.createdBy}`],
      ['revision', String(data.revision)],
      ['audit head', data.auditHead],
      ['id', data.id],
    ],
    columns,
  );
  return `${paint.strong(printable(data.displayName))}\n${lines}`;
}

function secretsText({ secretStorage, keyVersion }: EnvironmentDetail): string {
  if (secretStorage === null) return 'none stored yet';
  return `sealed by ${secretStorage}${keyVersion === null ? '' : `, key version ${keyVersion}`}`;
}

function copyText({ copyOf }: EnvironmentDetail): string | null {
  if (copyOf === null) return null;
  const { name, syncedAt, mirror } = copyOf;
  return `${name}, last synced at ${moment(syncedAt)}${mirror ? '; a mirror, which only a sync changes' : ''}`;
}
