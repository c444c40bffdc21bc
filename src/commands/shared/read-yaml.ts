import { isProblem, problem } from '../../kernel/problem.ts';
import type { Context } from '../context.ts';

// Further uses of an anchor: more than a person writes, fewer than a bomb of nested ones needs.
const mostAliases = 50;

const words: { readonly [code: string]: string } = {
  BAD_INDENT: 'the indentation does not fit',
  DUPLICATE_KEY: 'the same key is there twice',
  MISSING_CHAR: 'a bracket, quote or comma is missing',
  MULTIPLE_DOCS: 'a second document begins',
  NON_STRING_KEY: 'a key is no text',
  RESOURCE_EXHAUSTION: 'it nests too deeply',
  TAB_AS_INDENT: 'a tab stands where spaces have to',
  TAG_RESOLVE_FAILED: 'a tag is not known',
};

/** What a YAML or JSON file holds, `-` being standard input. A refusal says where, and never quotes: a line may hold a secret. */
export async function readYaml(context: Context, path: string): Promise<unknown> {
  const text = await context.readText(path);
  const shown = path === '-' ? 'standard input' : path;
  const { LineCounter, parseDocument } = await import('yaml');
  const lineCounter = new LineCounter();
  try {
    const document = parseDocument(text, {
      lineCounter,
      prettyErrors: false,
      logLevel: 'error',
      uniqueKeys: true,
      stringKeys: true,
      resolveKnownTags: false,
    });
    const [first] = [...document.errors, ...document.warnings];
    if (first === undefined) return document.toJS({ maxAliasCount: mostAliases });
    const { line, col } = lineCounter.linePos(first.pos[0]);
    const says = words[first.code] ?? 'this cannot be read';
    throw problem('input.file', { path: shown, says: `is no YAML at line ${line}, column ${col}: ${says}` });
  } catch (error) {
    if (isProblem(error)) throw error;
    // What the package throws besides: an alias without its anchor, too many of them, or nesting without end.
    const says = 'uses aliases that lead nowhere or multiply, or nests too deeply';
    throw problem('input.file', { path: shown, says });
  }
}
