import { printable } from '../kernel/printable.ts';
import type { DependentDetail } from '../model/query.ts';
import { block, type Line } from './block.ts';
import { type Paint, plain } from './paint.ts';
import { moment } from './relative-time.ts';
import { settingText } from './setting-text.ts';

/** One export or enrichment as a page. */
export function text(data: DependentDetail, paint: Paint = plain, columns?: number): string {
  const settings = Object.entries(data.settings).map(([key, value]): Line => [key, settingText(value)]);
  const lines: readonly Line[] = [
    ['name', data.name],
    ['type', data.type],
    ['status', data.status],
    ['connection', connectionText(data)],
    ['schedule', data.schedule],
    ['last run', data.lastRun === null ? 'never' : `${moment(data.lastRun.at)}, ${data.lastRun.result}`],
    ['a run lacks', data.lacks.length === 0 ? null : data.lacks.join(', ')],
    ['you may', data.permission === 'edit' ? 'view and edit it' : 'view it'],
    ['created', `${moment(data.createdAt)} by ${data.createdBy}`],
    ['updated', `${moment(data.updatedAt)} by ${data.updatedBy}`],
    ['revision', String(data.revision)],
    ['id', data.id],
  ];
  const head = `${paint.strong(printable(data.displayName))}\n${block(lines, columns)}`;
  return settings.length === 0 ? head : `${head}\n${paint.strong('settings')}\n${block(settings, columns, 2)}`;
}

function connectionText({ connection, connectionDisplayName }: DependentDetail): string {
  if (connection === null) return connectionDisplayName ?? 'none';
  return connectionDisplayName === null || connectionDisplayName === connection
    ? connection
    : `${connectionDisplayName} (${connection})`;
}
