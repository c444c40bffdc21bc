import type { Category, Purpose } from '../../fields/connection-type.ts';
import { declarationSchema } from '../../fields/declaration-schema.ts';
import type { Context } from '../context.ts';
import type { Flags, Outcome } from '../define.ts';
import { sorted } from './sorted.ts';
import { type TypeItem, typeItems } from './type-items.ts';

const purposes = ['export', 'enrichment', 'miscellaneous'] as const satisfies readonly Purpose[];
const categories: readonly Category[] = declarationSchema.properties.category.enum;

/** How `type list` and `discover` are narrowed and ordered. There are few types, so all of them come at once. */
export const typeListFlags = {
  purpose: { kind: 'text', choices: purposes, help: 'Only what serves this purpose' },
  category: { kind: 'text', choices: categories, help: 'Only of this category' },
  addable: { kind: 'switch', help: 'Only those that make a connection of their own' },
  search: { kind: 'text', placeholder: 'TEXT', help: 'Only those with this text in their name or summary' },
  sort: {
    kind: 'text',
    placeholder: 'COLUMN[:desc]',
    completes: 'column',
    help: 'By which column, in which order; by id when left out',
  },
} as const satisfies Flags;

interface Narrowing {
  readonly purpose: Purpose | undefined;
  readonly category: Category | undefined;
  readonly addable: boolean;
  readonly search: string | undefined;
  readonly sort: string | undefined;
}

/** The types that a list of them shows, in its order. */
export async function fittingTypes(context: Context, { sort, ...narrowing }: Narrowing): Promise<readonly TypeItem[]> {
  return sorted(await typeItems(context), sort).filter((item) => fits(item, narrowing));
}

export async function typeListing(context: Context, narrowing: Narrowing): Promise<Outcome> {
  const items = await fittingTypes(context, narrowing);
  return { kind: 'TypeList', data: { items, next: null, total: items.length } };
}

function fits(item: TypeItem, { purpose, category, addable, search }: Omit<Narrowing, 'sort'>): boolean {
  const { id, name, summary } = item;
  return (
    (purpose === undefined || item.purpose === purpose) &&
    (category === undefined || item.category === category) &&
    (!addable || item.addable) &&
    (search === undefined || `${id}\n${name}\n${summary}`.toLowerCase().includes(search.toLowerCase()))
  );
}
