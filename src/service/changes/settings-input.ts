import { check } from '../../fields/check.ts';
import type { Fields, Setting, Settings } from '../../fields/field.ts';
import { applies } from '../../fields/visible.ts';

type Given = { readonly [key: string]: unknown };

/** What an edit would leave: earlier settings but for those that are unset, and what is set now. */
export function merged(before: Settings, set: Given, unset: readonly string[]): Given {
  return { ...Object.fromEntries(Object.entries(before).filter(([key]) => !unset.includes(key))), ...set };
}

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

/** The settings that can be read as their field's kind, so that conditions are judged even while another is wrong. */
export function readable(fields: Fields, given: Given): Settings {
  const read = Object.entries(fields).flatMap(([key, field]): [string, Setting][] => {
    if (field.kind === 'secret') return [];
    const one = check(
      { [key]: { ...field, when: undefined } as never },
      Object.hasOwn(given, key) ? { [key]: given[key] } : {},
    );
    return one.ok ? Object.entries(one.value) : [];
  });
  return Object.fromEntries(read);
}
