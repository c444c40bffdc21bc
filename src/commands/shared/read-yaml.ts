import type { Document, Pair, Scalar, visit } from 'yaml';
import { isProblem, problem } from '../../kernel/problem.ts';
import type { Context } from '../context.ts';

// Several times what the longest declaration needs. What the package does with a text can grow faster than the text.
const mostCharacters = 65_536;

// Further uses of an anchor: more than a person writes, fewer than a bomb of nested ones needs.
const mostAliases = 50;

const words: { readonly [code: string]: string } = {
  BAD_INDENT: 'the indentation does not fit',
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
  if (text.length > mostCharacters)
    throw problem('input.file', { path: shown, says: `is longer than ${mostCharacters} characters` });
  const { LineCounter, parseDocument, visit: visitNodes } = await import('yaml');
  const lineCounter = new LineCounter();
  try {
    const document = parseDocument(text, {
      lineCounter,
      prettyErrors: false,
      logLevel: 'error',
      // Found below: the package compares each key with every other.
      uniqueKeys: false,
      stringKeys: true,
      resolveKnownTags: false,
    });
    const [first] = [...document.errors, ...document.warnings];
    const at = first === undefined ? secondKey(document, visitNodes) : first.pos[0];
    if (at === undefined) return document.toJS({ maxAliasCount: mostAliases });
    const { line, col } = lineCounter.linePos(at);
    const says = first === undefined ? 'the same key is there twice' : (words[first.code] ?? 'this cannot be read');
    throw problem('input.file', { path: shown, says: `is no YAML at line ${line}, column ${col}: ${says}` });
  } catch (error) {
    if (isProblem(error)) throw error;
    // What the package throws besides: an alias without its anchor, too many of them, or nesting without end.
    const says = 'uses aliases that lead nowhere or multiply, or nests too deeply';
    throw problem('input.file', { path: shown, says });
  }
}

/** Where a key stands that the same map has already. */
function secondKey(document: Document.Parsed, visitNodes: typeof visit): number | undefined {
  let found: number | undefined;
  visitNodes(document, {
    Map(_, { items }) {
      const seen = new Set<unknown>();
      for (const { key } of items as Pair<Scalar>[]) {
        if (seen.has(key.value)) found ??= key.range?.[0] ?? 0;
        seen.add(key.value);
      }
    },
  });
  return found;
}
