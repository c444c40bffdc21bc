import { nearest } from '../../kernel/nearest.ts';
import { problem } from '../../kernel/problem.ts';
import type { PreferenceItem } from '../context.ts';

/** What a person can choose for all runs. */
export const preferenceKeys = ['environment', 'output', 'accessible'] as const;

/** One preference by its key, or the refusal that names those there are. */
export function preferenceOf(items: readonly PreferenceItem[], key: string): PreferenceItem {
  const found = items.find((item) => item.key === key);
  if (found !== undefined) return found;
  const known = items.map((item) => item.key);
  throw problem('usage.unknown_word', {
    kind: 'preference',
    typed: key,
    nearest: nearest(key, known),
    known,
    command: 'config explain',
  });
}
