import type { Category, Purpose } from '../fields/connection-type.ts';
import { articleAddress } from './article.ts';
import type { Column } from './column.ts';

/** One connection type as Discover shows it (R4). */
export interface TypeItem {
  /** What a command calls it: `sftp`. */
  readonly id: string;
  /** What a person calls it: `SFTP`. */
  readonly name: string;
  readonly summary: string;
  readonly article: string;
  readonly purpose: Purpose;
  readonly category: Category;
  readonly status: string;
  readonly addable: boolean;
  readonly usesType: string | null;
  readonly keyVault: boolean;
  readonly shareable: boolean;
}

export const empty = 'No connection type fits; `cinch type list` without a filter shows them all';

const yes = (is: boolean) => (is ? 'yes' : '');

export const columns: readonly Column<TypeItem>[] = [
  { key: 'id', header: 'TYPE', value: (item) => item.id },
  {
    key: 'name',
    header: 'NAME',
    value: (item) => item.name,
    link: (item) => articleAddress(item.article),
    shrink: 2,
  },
  { key: 'purpose', header: 'PURPOSE', value: (item) => item.purpose },
  { key: 'status', header: 'STATUS', value: (item) => item.status },
  { key: 'summary', header: 'WHAT IT IS FOR', value: (item) => item.summary, shrink: 1 },
  { key: 'category', header: 'CATEGORY', value: (item) => item.category, wide: true },
  { key: 'addable', header: 'ADDABLE', value: (item) => yes(item.addable), wide: true },
  { key: 'usesType', header: 'USES TYPE', value: (item) => item.usesType ?? '', wide: true },
  { key: 'keyVault', header: 'KEY VAULT', value: (item) => yes(item.keyVault), wide: true },
  { key: 'shareable', header: 'SHAREABLE', value: (item) => yes(item.shareable), wide: true },
  {
    key: 'article',
    header: 'ARTICLE',
    value: (item) => articleAddress(item.article) ?? item.article,
    wide: true,
    shrink: 1,
  },
];
