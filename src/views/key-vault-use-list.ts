import type { VaultReference } from '../model/vault-reference.ts';
import type { Column } from './column.ts';

export const empty = 'No connection takes a secret from there';

const names = (items: VaultReference['exports']) => items.map(({ name }) => name).join(', ');

export const columns: readonly Column<VaultReference>[] = [
  { key: 'name', header: 'CONNECTION', value: (item) => item.name, shrink: 3 },
  { key: 'secret', header: 'SECRET', value: (item) => item.secret, shrink: 2 },
  {
    key: 'version',
    header: 'VERSION',
    value: (item) => item.version ?? '',
    brief: (item) => item.version?.slice(0, 8) ?? 'newest',
  },
  { key: 'field', header: 'FIELD', value: (item) => item.field },
  { key: 'type', header: 'TYPE', value: (item) => item.type },
  { key: 'exports', header: 'EXPORTS', value: (item) => names(item.exports), shrink: 1 },
  { key: 'enrichments', header: 'ENRICHMENTS', value: (item) => names(item.enrichments), shrink: 1 },
  { key: 'displayName', header: 'DISPLAY NAME', value: (item) => item.displayName, wide: true, shrink: 2 },
];
