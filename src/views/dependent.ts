import { printable } from '../kernel/printable.ts';
import { shellWord } from '../kernel/shell-word.ts';
import type { Run } from '../model/dependent.ts';
import type { DependentDetail } from '../model/query.ts';
import { runResult } from '../model/run.ts';
import { block, grid, type Line } from './block.ts';
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
    ['command', data.command == null ? null : data.command.map(shellWord).join(' ')],
    ['a run lacks', data.lacks.length === 0 ? null : data.lacks.join(', ')],
    ['you may', data.permission === 'edit' ? 'view and edit it' : 'view it'],
    ['created', `${moment(data.createdAt)} by ${data.createdBy}`],
    ['updated', `${moment(data.updatedAt)} by ${data.updatedBy}`],
    ['revision', String(data.revision)],
    ['id', data.id],
  ];
  const head = `${paint.strong(printable(data.displayName))}\n${block(lines, columns)}`;
  const told = settings.length === 0 ? '' : `\n${paint.strong('settings')}\n${block(settings, columns, 2)}`;
  return head + told + runsText(data.runs ?? [], paint, columns);
}

/** The last runs, newest first; there are more in the JSON document. */
function runsText(runs: readonly Run[], paint: Paint, columns?: number): string {
  const rows = runs.slice(0, 5).map((run) => [
    moment(run.startedAt),
    // When one was cut off is not known, only when that was found out.
    run.endedAt === null || run.exit === null
      ? ''
      : `${Math.round((Date.parse(run.endedAt) - Date.parse(run.startedAt)) / 1000)} s`,
    runResult(run),
    `by ${run.by}${run.due === null ? '' : `, due ${moment(run.due)}`}`,
  ]);
  return rows.length === 0 ? '' : `\n${paint.strong('last runs')}\n${grid(rows, columns)}`;
}

function connectionText({ connection, connectionDisplayName }: DependentDetail): string {
  if (connection === null) return connectionDisplayName ?? 'none';
  return connectionDisplayName === null || connectionDisplayName === connection
    ? connection
    : `${connectionDisplayName} (${connection})`;
}
