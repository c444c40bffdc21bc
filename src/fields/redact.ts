import type { Fields, Settings } from './field.ts';

/** Settings as they may be shown: only fields that the declaration knows as something other than a secret. */
export function shownSettings(fields: Fields, settings: Settings): Settings {
  return Object.fromEntries(
    Object.entries(settings).filter(([key]) => Object.hasOwn(fields, key) && fields[key]?.kind !== 'secret'),
  );
}
