import type { UserItem } from '../model/query.ts';
import type { Column } from './column.ts';
import { ago } from './relative-time.ts';

export const empty = 'No users to show; add one with `cinch user add`';

export const columns: readonly Column<UserItem>[] = [
  { key: 'name', header: 'NAME', value: (item) => item.name, shrink: 2, sort: 'name' },
  { key: 'displayName', header: 'DISPLAY NAME', value: (item) => item.displayName, shrink: 1, sort: 'displayName' },
  { key: 'role', header: 'ROLE', value: (item) => item.role, sort: 'role' },
  {
    key: 'createdAt',
    header: 'ADDED',
    value: (item) => item.createdAt,
    brief: (item, now) => ago(item.createdAt, now),
    sort: 'createdAt',
  },
  { key: 'createdBy', header: 'ADDED BY', value: (item) => item.createdBy, shrink: 1 },
  { key: 'exports', header: 'RUNS', value: (item) => item.exports.join(', '), wide: true, shrink: 1 },
  {
    key: 'principal',
    header: 'SIGNS IN AS',
    value: ({ invited, principal }) =>
      invited ? 'invited' : principal === null ? '' : `${principal.kind} ${principal.subject}`,
    wide: true,
    shrink: 1,
  },
  { key: 'id', header: 'ID', value: (item) => item.id, wide: true },
  {
    key: 'revision',
    header: 'REVISION',
    value: (item) => String(item.revision),
    wide: true,
    align: 'right',
    sort: 'revision',
  },
];
