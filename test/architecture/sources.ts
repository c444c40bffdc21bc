import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export interface Source {
  /** From the top of the project: `src/kernel/name.ts`. */
  readonly path: string;
  readonly text: string;
  /** Without comments. */
  readonly code: string;
}

const top = fileURLToPath(new URL('../../', import.meta.url));

/** Every TypeScript file of a folder. */
export function sourcesOf(folder: string): readonly Source[] {
  return readdirSync(`${top}${folder}`, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => `${folder}/${file.replaceAll('\\', '/')}`)
    .sort()
    .map((path) => {
      const text = readFileSync(`${top}${path}`, 'utf8');
      return { path, text, code: withoutComments(text) };
    });
}

/** Which files a pattern occurs in, outside of comments. */
export function using(sources: readonly Source[], pattern: RegExp): readonly string[] {
  return sources.filter(({ code }) => pattern.test(code)).map(({ path }) => path);
}

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '$1');
}
