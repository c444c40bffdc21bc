import type { Choice } from '../../../kernel/prompter.ts';
import type { Context } from '../../context.ts';
import { type TypeItem, typeItems } from '../type-items.ts';

const groups = { export: 'Exports', enrichment: 'Enrichments', miscellaneous: 'Miscellaneous' } as const;
const retired = 'Retired by their vendor';

/** Asks for a connection type, found by its name, summary or id; those that no vendor offers any more come last. */
export async function askType(context: Context): Promise<string> {
  const items = await typeItems(context);
  return context.prompt.search({
    message: 'What do you want to connect to?',
    find: async (typed) => typeChoices(items, typed),
  });
}

/** The types that fit what was typed, grouped by what they serve. */
export function typeChoices(items: readonly TypeItem[], typed: string): readonly Choice<string>[] {
  const wanted = typed.trim().toLowerCase();
  const order = [...Object.values(groups), retired];
  return items
    .filter(({ id, name, summary }) => `${id}\n${name}\n${summary}`.toLowerCase().includes(wanted))
    .map((item): Choice<string> & { readonly group: string } => {
      const closed = whyNot(item);
      return {
        value: item.id,
        label: item.name,
        aside: item.summary,
        group: item.status === 'retired' ? retired : groups[item.purpose],
        ...(closed === undefined ? {} : { closed }),
      };
    })
    .sort((one, other) => order.indexOf(one.group) - order.indexOf(other.group));
}

function whyNot({ addable, usesType }: TypeItem): string | undefined {
  if (addable) return undefined;
  return usesType === null ? 'it needs no connection' : `it uses a connection of type ${usesType}`;
}
