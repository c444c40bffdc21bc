import { readable } from '../../fields/edited.ts';
import type { Fields } from '../../fields/field.ts';
import { applies } from '../../fields/visible.ts';

type Given = { readonly [key: string]: unknown };

/**
 * A changed answer, or a changed declaration, can leave earlier settings without a place; those go, while one that was
 * given now is refused instead.
 */
export function withoutInapplicable(fields: Fields, given: Given, set: Given): Given {
  const settings = readable(fields, given);
  const stays = ([key]: [string, unknown]) => {
    const field = Object.hasOwn(fields, key) ? fields[key] : undefined;
    return Object.hasOwn(set, key) || (field !== undefined && applies(field, fields, settings));
  };
  return Object.fromEntries(Object.entries(given).filter(stays));
}
