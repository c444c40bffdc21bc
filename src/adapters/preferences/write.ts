import { basename, dirname } from 'node:path';
import Conf from 'conf';
import { problem } from '../../kernel/problem.ts';
import { ownFolder } from '../sqlite/trust.ts';
import { type Preferences, readPreferences } from './preferences.ts';

/** Sets or, without a value, forgets one preference. The file is replaced in one step, so that a reader sees the old or the new one. */
export function writePreference<K extends keyof Preferences>(
  path: string,
  key: K,
  value: Preferences[K] | undefined,
): void {
  readPreferences(path);
  ownFolder(dirname(path));
  try {
    const conf = new Conf<Record<string, unknown>>({
      cwd: dirname(path),
      configName: basename(path, '.json'),
      projectName: 'cinch',
      configFileMode: 0o600,
      clearInvalidConfig: false,
    });
    if (value === undefined) conf.delete(key);
    else conf.set(key, value);
  } catch (error) {
    throw problem('preferences.broken', {
      path,
      says: `cannot be written (${(error as NodeJS.ErrnoException).code ?? 'unknown'})`,
    });
  }
}
