import type { ConnectionItem, ConnectionName } from '../model/query.ts';
import type { Column } from './column.ts';
import { ago } from './relative-time.ts';
import { whoMayUse } from './who-may-use.ts';

export const empty = 'No connections to show; `cinch discover` lists what can be connected';

/** For those who see inside connections (R3, R5). */
export const columns: readonly Column<ConnectionItem>[] = [
  { key: 'name', header: 'NAME', value: (item) => item.name, shrink: 3, sort: 'name' },
  { key: 'type', header: 'TYPE', value: (item) => item.type, shrink: 2, sort: 'type' },
  { key: 'purpose', header: 'PURPOSE', value: (item) => item.purpose, shrink: 1, sort: 'purpose' },
  { key: 'sharedWith', header: 'WHO', value: whoMayUse, brief: briefWho, shrink: 1, sort: 'sharedWith' },
  {
    // A connection serves one purpose, so one number says how many exports or enrichments use it (R2).
    key: 'usedBy',
    header: 'USED BY',
    value: (item) => String(item.dependents.exports + item.dependents.enrichments),
    align: 'right',
  },
  {
    key: 'status',
    header: 'STATUS',
    value: (item) => (item.locked ? `${item.status}, locked` : item.status),
    shrink: 2,
    sort: 'status',
  },
  {
    key: 'createdAt',
    header: 'CREATED',
    value: (item) => item.createdAt,
    brief: (item, now) => ago(item.createdAt, now),
    sort: 'createdAt',
  },
  {
    key: 'displayName',
    header: 'DISPLAY NAME',
    value: (item) => item.displayName,
    wide: true,
    shrink: 2,
    sort: 'displayName',
  },
  {
    key: 'exports',
    header: 'EXPORTS',
    value: (item) => String(item.dependents.exports),
    align: 'right',
    wide: true,
    sort: 'exports',
  },
  {
    key: 'enrichments',
    header: 'ENRICHMENTS',
    value: (item) => String(item.dependents.enrichments),
    align: 'right',
    wide: true,
    sort: 'enrichments',
  },
  {
    key: 'tested',
    header: 'LAST TEST',
    value: (item) => (item.tested === null ? '' : `${item.tested.result} ${item.tested.at}`),
    brief: (item, now) => (item.tested === null ? '' : `${item.tested.result}, ${ago(item.tested.at, now)}`),
    wide: true,
    shrink: 1,
  },
  { key: 'id', header: 'ID', value: (item) => item.id, wide: true },
  {
    key: 'updatedAt',
    header: 'UPDATED',
    value: (item) => item.updatedAt,
    brief: (item, now) => ago(item.updatedAt, now),
    wide: true,
    sort: 'updatedAt',
  },
  {
    key: 'createdBy',
    header: 'CREATED BY',
    value: (item) => item.createdBy,
    wide: true,
    shrink: 1,
    sort: 'createdBy',
  },
  {
    key: 'revision',
    header: 'REVISION',
    value: (item) => String(item.revision),
    wide: true,
    align: 'right',
    sort: 'revision',
  },
  {
    key: 'signInExpiresAt',
    header: 'SIGN-IN ENDS',
    value: (item) => item.signInExpiresAt ?? '',
    brief: (item, now) => (item.signInExpiresAt === null ? '' : ago(item.signInExpiresAt, now)),
    wide: true,
  },
];

// A table for a person has little room, and this word stands in most of its rows.
function briefWho(item: ConnectionItem): string {
  const who = whoMayUse(item);
  return who === 'administrators' ? 'admins' : who;
}

/** For contributors, who see what a connection is called and nothing else of it (R12). */
export const nameColumns: readonly Column<ConnectionName>[] = [
  { key: 'name', header: 'NAME', value: (item) => item.name, shrink: 2, sort: 'name' },
  { key: 'displayName', header: 'DISPLAY NAME', value: (item) => item.displayName, shrink: 1, sort: 'displayName' },
  { key: 'type', header: 'TYPE', value: (item) => item.type, shrink: 1, sort: 'type' },
];

/** The columns that the items of one answer can fill. */
export function columnsOf(
  items: readonly (ConnectionItem | ConnectionName)[],
): readonly Column<ConnectionItem>[] | readonly Column<ConnectionName>[] {
  return items.some((item) => !('status' in item)) ? nameColumns : columns;
}
