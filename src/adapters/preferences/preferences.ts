import { existsSync, readFileSync } from 'node:fs';
import { problem } from '../../kernel/problem.ts';

/** What a person chose for their own runs. Hot commands read the file as it is; only writing loads a library. */
export interface Preferences {
  readonly environment?: string;
  readonly output?: string;
  readonly accessible?: boolean;
  /** Digests of the commands that were approved on this machine. */
  readonly approvals?: readonly string[];
}

/** Reads the preferences; a missing file means none were chosen. A broken one is named, never overwritten. */
export function readPreferences(path: string): Preferences {
  // Most runs have none, and an exception costs more than a look.
  if (!existsSync(path)) return {};
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return {};
    throw problem('preferences.broken', { path, says: `cannot be read (${code ?? 'unknown'})` });
  }
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    throw problem('preferences.broken', { path, says: 'is not JSON' });
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) {
    throw problem('preferences.broken', { path, says: 'is not a JSON object' });
  }
  for (const [key, [kind, word]] of Object.entries(kinds)) {
    const value = Object.hasOwn(parsed, key) ? (parsed as { readonly [key: string]: unknown })[key] : undefined;
    if (value !== undefined && (kind === 'list' ? !Array.isArray(value) : typeof value !== kind))
      throw problem('preferences.broken', { path, says: `says something for ${key} that is not ${word}` });
  }
  return parsed as Preferences;
}

const kinds = {
  environment: ['string', 'text'],
  output: ['string', 'text'],
  accessible: ['boolean', 'true or false'],
  approvals: ['list', 'a list'],
} as const satisfies Record<keyof Preferences, readonly [string, string]>;
