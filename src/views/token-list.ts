import type { TokenItem } from '../model/token.ts';
import type { Column } from './column.ts';
import { ago } from './relative-time.ts';

export const empty = 'No tokens to show; make one with `cinch token create`';

export const columns: readonly Column<TokenItem>[] = [
  { key: 'displayName', header: 'NAME', value: (item) => item.displayName, shrink: 2, sort: 'displayName' },
  { key: 'id', header: 'ID', value: (item) => item.id, sort: 'id' },
  { key: 'role', header: 'ROLE', value: (item) => item.role, sort: 'role' },
  { key: 'user', header: 'ACTS AS', value: (item) => item.user, shrink: 1, sort: 'user' },
  {
    key: 'expiresAt',
    header: 'EXPIRES',
    value: (item) => item.expiresAt,
    brief: (item, now) => (item.expired ? 'expired' : ago(item.expiresAt, now)),
    sort: 'expiresAt',
  },
  {
    key: 'lastUsedAt',
    header: 'LAST USED',
    value: (item) => item.lastUsedAt ?? '',
    brief: (item, now) => (item.lastUsedAt === null ? 'never' : ago(item.lastUsedAt, now)),
  },
  { key: 'exports', header: 'RUNS', value: (item) => item.exports.join(', '), wide: true, shrink: 1 },
  { key: 'createdAt', header: 'MADE', value: (item) => item.createdAt, wide: true, sort: 'createdAt' },
  { key: 'createdBy', header: 'MADE BY', value: (item) => item.createdBy, wide: true, shrink: 1 },
  { key: 'madeWith', header: 'MADE WITH', value: (item) => item.madeWith ?? '', wide: true },
];
