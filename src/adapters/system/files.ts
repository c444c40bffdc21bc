import { readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { problem } from '../../kernel/problem.ts';
import { draftsIn, makeFolder, refused } from './drafts.ts';
import { readText } from './read-text.ts';

const isManifest = /\.(?:ya?ml|json)$/i;
// Values lie beside the manifest that they fill, and so may its schema.
const isBeside = /(?:^|[.-])(?:values|schema)\.(?:ya?ml|json)$/i;
const deepest = 20;

/** Reads and writes the files of this machine. */
export const systemFiles = {
  readAll(path: string): readonly { readonly path: string; readonly text: string }[] {
    const paths = isFolder(path) ? manifestsIn(path, 0) : [path];
    if (paths.length === 0) throw problem('input.file', { path, says: 'holds no .yaml or .json file' });
    return paths.map((it) => ({ path: it === '-' ? 'standard input' : it, text: readText(it) }));
  },
  write,
  drafts: draftsIn,
  remove,
};

function write(path: string, text: string, { replace }: { readonly replace: boolean }): void {
  try {
    makeFolder(dirname(path));
    writeFileSync(path, text, { mode: 0o600, flag: replace ? 'w' : 'wx' });
  } catch (error) {
    throw refused(path, error);
  }
}

function remove(paths: readonly string[]): void {
  for (const path of paths) rmSync(path, { force: true });
}

function isFolder(path: string): boolean {
  return path !== '-' && statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

function manifestsIn(folder: string, depth: number): readonly string[] {
  if (depth > deepest) throw problem('input.file', { path: folder, says: 'nests too deeply' });
  const entries = readdirSync(folder, { withFileTypes: true }).sort((one, other) => (one.name < other.name ? -1 : 1));
  return entries.flatMap((it) => {
    const path = join(folder, it.name);
    if (it.name.startsWith('.')) return [];
    if (it.isDirectory()) return manifestsIn(path, depth + 1);
    return isManifest.test(it.name) && !isBeside.test(it.name) ? [path] : [];
  });
}
