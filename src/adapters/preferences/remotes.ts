import { existsSync, lstatSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isName } from '../../kernel/name.ts';
import { problem } from '../../kernel/problem.ts';
import { isInstanceId, type Remote, type RemoteSignIn, serverUrl, signInWays } from '../../model/remote.ts';
import { ownFolder, trusted } from '../sqlite/trust.ts';
import { newId } from '../system/new-id.ts';

const ending = '.json';
const sizeLimit = 16_384;
const optional = ['issuer', 'clientId', 'scope', 'audience', 'tenant', 'certificate'] as const;

/** The remote environments of one account: a file each, with where they are and how to sign in. No secret is in any. */
export interface Remotes {
  list(): readonly string[];
  has(name: string): boolean;
  read(name: string): Remote;
  /** Writes one, in place of what is there: a reader sees the old or the new one. */
  write(name: string, remote: Remote): void;
  remove(name: string): void;
}

export function createRemotes(folder: string): Remotes {
  const location = (name: string) => join(folder, `${name}${ending}`);
  return {
    list() {
      if (!existsSync(folder)) return [];
      trusted(folder, 'folder');
      const names = readdirSync(folder).filter((file) => file.endsWith(ending));
      return names
        .map((file) => file.slice(0, -ending.length))
        .filter(isName)
        .sort();
    },
    has: (name) => isName(name) && existsSync(location(name)),
    read: (name) => readRemote(location(name)),
    write(name, remote) {
      ownFolder(folder);
      const path = location(name);
      const draft = join(folder, `.${name}.${newId()}`);
      try {
        writeFileSync(draft, `${JSON.stringify(remote, null, 2)}\n`, { mode: 0o600, flag: 'wx' });
        renameSync(draft, path);
      } catch (error) {
        rmSync(draft, { force: true });
        throw broken(path, `cannot be written (${(error as NodeJS.ErrnoException).code ?? 'unknown'})`);
      }
    },
    remove: (name) => rmSync(location(name), { force: true }),
  };
}

/** Reads one file. What another could have planted, or is not what cinch writes, is named and never used. */
function readRemote(path: string): Remote {
  let text: string;
  try {
    trusted(path, 'file');
    if (lstatSync(path).size > sizeLimit) throw broken(path, 'is larger than any that cinch writes');
    text = readFileSync(path, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== undefined && /^E[A-Z]+$/.test(code)) throw broken(path, `cannot be read (${code})`);
    throw error;
  }
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    throw broken(path, 'is not JSON');
  }
  const { url, instance, signIn } = membersOf(parsed);
  const at = typeof url === 'string' ? serverUrl(url) : undefined;
  if (at === undefined) throw broken(path, 'names no `url` that is https, or http on this machine');
  if (typeof instance !== 'string' || !isInstanceId(instance)) throw broken(path, 'names no `instance`');
  return { url: at, instance, signIn: readSignIn(path, membersOf(signIn)) };
}

function readSignIn(path: string, { kind, ...others }: Members): RemoteSignIn {
  const way = signInWays.find((it) => it === kind);
  if (way === undefined) throw broken(path, `says no \`signIn.kind\` out of ${signInWays.join(', ')}`);
  const found = optional.filter((key) => others[key] !== undefined).map((key) => [key, others[key]] as const);
  for (const [key, value] of found)
    if (typeof value !== 'string') throw broken(path, `says something for \`signIn.${key}\` that is not text`);
  return { kind: way, ...Object.fromEntries(found) };
}

type Members = { readonly [key: string]: unknown };

function membersOf(value: unknown): Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Members) : {};
}

function broken(path: string, says: string) {
  return problem('preferences.broken', { path, says });
}
