import { writePreference } from '../adapters/preferences/write.ts';
import type { PreferenceStore } from '../commands/context.ts';
import { preferenceKeys } from '../commands/shared/preference.ts';
import { nearest } from '../kernel/nearest.ts';
import { problem } from '../kernel/problem.ts';
import { formats } from '../views/output/format.ts';
import { type Settings, settingsOf } from './settings.ts';

type Key = (typeof preferenceKeys)[number];

/** What a person chose, with where each value comes from. */
export function createPreferenceStore(settings: Settings): PreferenceStore {
  return {
    // Read anew, because a value may just have been set.
    explain: async () =>
      settingsOf(settings.scanned)
        .explain()
        .map(({ key, value, origin, overrides }) => ({ key, value: value ?? null, origin, overrides })),
    async set(key, value, { dryRun }) {
      if (!(preferenceKeys as readonly string[]).includes(key)) {
        throw problem('usage.unknown_word', {
          kind: 'preference',
          typed: key,
          nearest: nearest(key, preferenceKeys),
          known: preferenceKeys,
          command: 'config explain',
        });
      }
      const wanted = value === undefined ? undefined : judged(key as Key, value);
      if (!dryRun) writePreference(settings.places().preferences, key as Key, wanted);
    },
  };
}

function judged(key: Key, value: string): never {
  if (key === 'output' && !(formats as readonly string[]).includes(value)) {
    throw problem('usage.flag_value', {
      flag: 'output',
      rule: formats.join(', '),
      nearest: nearest(value, formats),
      example: 'json',
    });
  }
  if (key !== 'accessible') return value as never;
  if (value !== 'true' && value !== 'false')
    throw problem('usage.flag_value', { flag: 'accessible', rule: 'true or false', example: 'true' });
  return (value === 'true') as never;
}
