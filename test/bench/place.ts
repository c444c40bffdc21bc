import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Program } from './program.ts';
import { type Built, buildStore } from './store.ts';

/** The top folder of the project. */
export const root = fileURLToPath(new URL('../..', import.meta.url));
const launcher = join(root, 'bin', 'cinch.js');

/** A home with one environment in it, filled to a size. */
export interface Home extends Built {
  readonly folder: string;
  /** A run of cinch in it. */
  cinch(...argv: readonly string[]): Program;
}

/** Where a benchmark works: a folder that is removed afterwards, and how thorough it is to be. */
export interface Place {
  readonly folder: string;
  readonly seed: number;
  readonly quick: boolean;
  /** An empty program: what Node takes to start and end. */
  readonly bare: Program;
  /** The home with so many connections, three exports each; built when first asked for. */
  home(connections: number): Promise<Home>;
  /** Runs of cinch in a home that is empty, with more variables. */
  homeIn(folder: string, env: Readonly<Record<string, string>>): (...argv: readonly string[]) => Program;
  /** The same, to be changed. */
  copyOf(home: Home): Home;
  say(line: string): void;
}

interface Options extends Pick<Place, 'folder' | 'seed' | 'quick' | 'say'> {}

export function createPlace(options: Options): Place {
  const { folder, seed, say } = options;
  const empty = join(folder, 'empty.cjs');
  writeFileSync(empty, '');
  const homes = new Map<number, Promise<Home>>();
  const homeAt = (at: string, built: Built): Home => ({
    ...built,
    folder: at,
    cinch: (...argv) => ({ file: process.execPath, args: [launcher, ...argv], env: variables(folder, at) }),
  });
  return {
    ...options,
    bare: { file: process.execPath, args: [empty], env: variables(folder, folder) },
    home(connections) {
      const there = homes.get(connections);
      if (there !== undefined) return there;
      say(`building ${connections.toLocaleString('en')} connections with three exports each ...`);
      const at = join(folder, `home-${connections}`);
      const made = buildStore(fileOf(at), { connections, exportsEach: 3, seed }).then((built) => homeAt(at, built));
      homes.set(connections, made);
      return made;
    },
    homeIn:
      (at, env) =>
      (...argv) => ({ file: process.execPath, args: [launcher, ...argv], env: { ...variables(folder, at), ...env } }),
    copyOf(home) {
      const at = `${home.folder}-copy`;
      mkdirSync(dirname(fileOf(at)), { recursive: true, mode: 0o700 });
      copyFileSync(fileOf(home.folder), fileOf(at));
      return homeAt(at, home);
    },
  };
}

function fileOf(home: string): string {
  return join(home, 'environments', 'bench.db');
}

// Everything that could make two runs differ is said here; all runs share one compile cache, warm after the first.
function variables(folder: string, home: string): Record<string, string> {
  return {
    PATH: process.env.PATH ?? '',
    HOME: home,
    CINCH_HOME: home,
    XDG_CACHE_HOME: join(folder, 'cache'),
    TERM: 'xterm-256color',
    LANG: 'C.UTF-8',
  };
}
