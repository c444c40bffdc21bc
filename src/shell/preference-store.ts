import { writePreference } from '../adapters/preferences/write.ts';
import type { PreferenceStore } from '../commands/context.ts';
import { preferenceKeys } from '../commands/shared/preference.ts';
import { nearest } from '../kernel/nearest.ts';
import { problem } from '../kernel/problem.ts';
import { formats } from '../views/output/format.ts';
import { type Settings, settingsOf } from './settings.ts';

type Key = (typeof preferenceKeys)[number];

const values: { readonly [K in Key]?: readonly string[] } = { output: formats, accessible: ['true', 'false'] };

/** What a person chose, with where each value comes from. */
export function createPreferenceStore(settings: Settings): PreferenceStore {
  return {
    choices: (key) => values[key as Key] ?? [],
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
  const words = values[key];
  if (words !== undefined && !words.includes(value)) {
    throw problem('usage.flag_value', {
      flag: key,
      rule: words.length === 2 ? words.join(' or ') : words.join(', '),
      nearest: nearest(value, words),
      example: key === 'output' ? 'json' : words[0],
    });
  }
  return (key === 'accessible' ? value === 'true' : value) as never;
}
