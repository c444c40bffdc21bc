import { check } from './check.ts';
import type { Field, Fields, Setting, Settings } from './field.ts';
import { applies } from './visible.ts';

type Given = { readonly [key: string]: unknown };

/** What an edit would leave: earlier settings but for those that are unset, and what is set now. */
export function merged(before: Given, set: Given, unset: readonly string[]): Given {
  return { ...Object.fromEntries(Object.entries(before).filter(([key]) => !unset.includes(key))), ...set };
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

/** Settings as they would be kept: in their kept form, with defaults, and without what does not apply or cannot be read. */
export function keptSettings(fields: Fields, given: Given): Settings {
  const settings = readable(fields, given);
  return Object.fromEntries(
    Object.entries(settings).filter(([key]) => applies(fields[key] as Field, fields, settings)),
  );
}
