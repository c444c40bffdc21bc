import type { Purpose } from '../../../fields/connection-type.ts';
import type { Choice } from '../../../kernel/prompter.ts';
import type { Context } from '../../context.ts';
import { type TypeItem, typeItems } from '../type-items.ts';

const groups = { export: 'Exports', enrichment: 'Enrichments', miscellaneous: 'Miscellaneous' } as const;
const retired = 'Retired by their vendor';

/** Asks for a connection type, of one purpose where one is told; those that no vendor offers any more come last. */
export async function askType(context: Context, purpose?: Purpose): Promise<string> {
  const items = (await typeItems(context)).filter((item) => purpose === undefined || item.purpose === purpose);
  return context.prompt.search({
    message: 'What do you want to connect to?',
    find: async (typed) =>
      typeChoices(items, typed).map((choice) => {
        const closed = whyNot(choice.item);
        return closed === undefined ? choice : { ...choice, closed };
      }),
  });
}

/** A type to be chosen, with what is known of it. */
export interface TypeChoice extends Choice<string> {
  readonly item: TypeItem;
  readonly group: string;
}

/** The types whose name, summary or id fits what was typed, grouped by what they serve. */
export function typeChoices(items: readonly TypeItem[], typed: string): readonly TypeChoice[] {
  const wanted = typed.trim().toLowerCase();
  const order = [...Object.values(groups), retired];
  return items
    .filter(({ id, name, summary }) => `${id}\n${name}\n${summary}`.toLowerCase().includes(wanted))
    .map((item) => ({
      item,
      value: item.id,
      label: item.name,
      aside: item.summary,
      group: item.status === 'retired' ? retired : groups[item.purpose],
    }))
    .sort((one, other) => order.indexOf(one.group) - order.indexOf(other.group));
}

function whyNot({ addable, usesType }: TypeItem): string | undefined {
  if (addable) return undefined;
  return usesType === null ? 'it needs no connection' : `it uses a connection of type ${usesType}`;
}
