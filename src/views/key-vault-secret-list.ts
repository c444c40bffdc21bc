import type { SecretState } from '../model/key-vault.ts';
import type { Column } from './column.ts';
import { ago } from './relative-time.ts';

/** One secret of the key vault, without its value. */
interface VaultSecretItem {
  readonly name: string;
  readonly state: SecretState;
  readonly startsAt: string | null;
  readonly expiresAt: string | null;
  readonly connections: number;
}

export const empty = 'The key vault shows no secrets';

export const columns: readonly Column<VaultSecretItem>[] = [
  { key: 'name', header: 'NAME', value: (item) => item.name, shrink: 1 },
  { key: 'state', header: 'STATE', value: (item) => item.state },
  {
    key: 'expiresAt',
    header: 'EXPIRES',
    value: (item) => item.expiresAt ?? '',
    brief: (item, now) => (item.expiresAt === null ? 'never' : ago(item.expiresAt, now)),
  },
  { key: 'connections', header: 'CONNECTIONS', value: (item) => String(item.connections), align: 'right' },
  { key: 'startsAt', header: 'HOLDS FROM', value: (item) => item.startsAt ?? '', wide: true },
];
