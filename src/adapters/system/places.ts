import { join } from 'node:path';
import { problem } from '../../kernel/problem.ts';

type Variables = Readonly<Record<string, string | undefined>>;

/** Where things are kept. `CINCH_HOME` moves all of it; without it each system's own folders are used. */
export interface Places {
  readonly data: string;
  readonly environments: string;
  readonly preferences: string;
  /** One file for each environment on a server. */
  readonly remotes: string;
  /** A note for each command that is under way. */
  readonly underWay: string;
}

/** Found without node:os, which costs a tenth of a start. */
export function placesOf(env: Variables, platform: string): Places {
  const own = env.CINCH_HOME;
  const data = own !== undefined && own !== '' ? own : join(dataFolder(env, platform), 'cinch');
  const config = own !== undefined && own !== '' ? own : join(configFolder(env, platform), 'cinch');
  return {
    data,
    environments: join(data, 'environments'),
    preferences: join(config, 'preferences.json'),
    remotes: join(config, 'remotes'),
    underWay: join(data, 'under-way'),
  };
}

function dataFolder(env: Variables, platform: string): string {
  if (platform === 'win32') return required(env.LOCALAPPDATA, 'LOCALAPPDATA');
  if (platform === 'darwin') return join(required(env.HOME, 'HOME'), 'Library', 'Application Support');
  return env.XDG_DATA_HOME || join(required(env.HOME, 'HOME'), '.local', 'share');
}

function configFolder(env: Variables, platform: string): string {
  if (platform === 'win32') return required(env.APPDATA, 'APPDATA');
  if (platform === 'darwin') return join(required(env.HOME, 'HOME'), 'Library', 'Preferences');
  return env.XDG_CONFIG_HOME || join(required(env.HOME, 'HOME'), '.config');
}

function required(folder: string | undefined, name: string): string {
  if (folder === undefined || folder === '') {
    throw problem('store.unreachable', {
      path: name,
      says: 'is not set, so there is no place to keep anything; set `CINCH_HOME`',
      fix: ['export CINCH_HOME=FOLDER'],
    });
  }
  return folder;
}
