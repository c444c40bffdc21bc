import type { DependentItem } from '../model/query.ts';
import type { Column } from './column.ts';
import { ago } from './relative-time.ts';

/** The columns of exports and enrichments. Every role sees the connection's display name and type (R12). */
export const dependentColumns: readonly Column<DependentItem>[] = [
  { key: 'name', header: 'NAME', value: (item) => item.name, shrink: 3, sort: 'name' },
  { key: 'type', header: 'TYPE', value: (item) => item.type, shrink: 2, sort: 'type' },
  { key: 'status', header: 'STATUS', value: (item) => item.status, sort: 'status' },
  {
    key: 'connection',
    header: 'CONNECTION',
    value: (item) => item.connectionDisplayName ?? item.connection ?? '',
    brief: (item) => item.connectionDisplayName ?? item.connection ?? 'none',
    shrink: 2,
  },
  { key: 'schedule', header: 'SCHEDULE', value: (item) => item.schedule, shrink: 1, sort: 'schedule' },
  {
    key: 'lastRun',
    header: 'LAST RUN',
    value: ({ lastRun }) => (lastRun === null ? '' : `${lastRun.at} ${lastRun.result}`),
    brief: ({ lastRun }, now) => (lastRun === null ? 'never' : `${ago(lastRun.at, now)}, ${lastRun.result}`),
    shrink: 1,
  },
  { key: 'permission', header: 'YOU MAY', value: (item) => item.permission },
  {
    key: 'displayName',
    header: 'DISPLAY NAME',
    value: (item) => item.displayName,
    wide: true,
    shrink: 2,
    sort: 'displayName',
  },
  { key: 'connectionName', header: 'CONNECTION NAME', value: (item) => item.connection ?? '', wide: true, shrink: 2 },
  {
    key: 'createdAt',
    header: 'CREATED',
    value: (item) => item.createdAt,
    brief: (item, now) => ago(item.createdAt, now),
    wide: true,
    sort: 'createdAt',
  },
  { key: 'createdBy', header: 'CREATED BY', value: (item) => item.createdBy, wide: true, shrink: 1, sort: 'createdBy' },
  {
    key: 'updatedAt',
    header: 'UPDATED',
    value: (item) => item.updatedAt,
    brief: (item, now) => ago(item.updatedAt, now),
    wide: true,
    sort: 'updatedAt',
  },
  {
    key: 'revision',
    header: 'REVISION',
    value: (item) => String(item.revision),
    wide: true,
    align: 'right',
    sort: 'revision',
  },
];
