import type { Document, Pair, Scalar, visit } from 'yaml';

/** Why a text is no YAML, and where it shows. Never quotes it: a line may hold a secret. */
interface YamlFault {
  readonly at: number;
  readonly says: string;
}

/** Several times what the longest declaration needs. What the package does with a text can grow faster than the text. */
export const mostCharacters = 65_536;

const words: { readonly [code: string]: string } = {
  BAD_INDENT: 'the indentation does not fit',
  MISSING_CHAR: 'a bracket, quote or comma is missing',
  MULTIPLE_DOCS: 'a second document begins',
  NON_STRING_KEY: 'a key is no text',
  RESOURCE_EXHAUSTION: 'it nests too deeply',
  TAB_AS_INDENT: 'a tab stands where spaces have to',
  TAG_RESOLVE_FAILED: 'a tag is not known',
};

/** Reads YAML or JSON as a tree, with everything that is wrong with it. Throws where it nests without end. */
export async function parseYaml(
  text: string,
): Promise<{ readonly document: Document.Parsed; readonly faults: readonly YamlFault[] }> {
  const { parseDocument, visit: visitNodes } = await import('yaml');
  const document = parseDocument(text, {
    prettyErrors: false,
    logLevel: 'error',
    // Found below: the package compares each key with every other.
    uniqueKeys: false,
    stringKeys: true,
    resolveKnownTags: false,
  });
  // A quote that is never closed runs to the end; what is wrong is where it begins.
  const end = text.trimEnd().length;
  // Sought once: a text can have as many faults at its end as it nests deep.
  let last: number | undefined;
  const placed = (at: number) => {
    if (at < end) return pastRemarks(text, at);
    last ??= lastBegun(document, visitNodes);
    return last;
  };
  const found = [...document.errors, ...document.warnings].map(({ code, pos: [at] }) => ({
    // A tab in the indentation is itself what is wrong.
    at: code === 'TAB_AS_INDENT' ? at : placed(at),
    says: words[code] ?? 'this cannot be read',
  }));
  return { document, faults: [...found, ...secondKeys(document, visitNodes)] };
}

/** The line and column of a place in a text, from 1. */
export function lineAndColumn(text: string, at: number): { readonly line: number; readonly column: number } {
  const before = text.slice(0, at).split('\n');
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

// The package counts empty lines and remarks to what stands under them.
function pastRemarks(text: string, at: number): number {
  const remarks = /(?:[ \t]*(?:#.*)?\n)*[ \t]*/y;
  remarks.lastIndex = text.lastIndexOf('\n', at - 1) + 1;
  remarks.exec(text);
  return Math.max(at, remarks.lastIndex);
}

function lastBegun(document: Document.Parsed, visitNodes: typeof visit): number {
  let begun = 0;
  visitNodes(document, {
    Node(_, { range }) {
      begun = Math.max(begun, range?.[0] ?? 0);
    },
  });
  return begun;
}

/** Keys that the same map has already. */
function secondKeys(document: Document.Parsed, visitNodes: typeof visit): readonly YamlFault[] {
  const found: YamlFault[] = [];
  visitNodes(document, {
    Map(_, { items }) {
      const seen = new Set<unknown>();
      for (const { key } of items as Pair<Scalar>[]) {
        if (seen.has(key.value)) found.push({ at: key.range?.[0] ?? 0, says: 'the same key is there twice' });
        seen.add(key.value);
      }
    },
  });
  return found;
}
