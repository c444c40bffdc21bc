import type { Document, Pair, Scalar, visit } from 'yaml';

/** Why a text is no YAML, and where it shows. Never quotes it: a line may hold a secret. */
interface YamlFault {
  readonly at: number;
  readonly says: string;
}

/** Several times what the longest declaration needs. What the package does with a text can grow faster than the text. */
export const mostCharacters = 65_536;

// The first of them tell enough, and a broken text can have as many as it has characters.
const mostFaults = 20;

const words: { readonly [code: string]: string } = {
  ALIAS_PROPS: 'an alias has an anchor or tag of its own',
  BAD_ALIAS: 'an alias or anchor has no name that it can have',
  BAD_DIRECTIVE: 'a directive is not known',
  BAD_DQ_ESCAPE: 'a backslash in double quotes stands before what it cannot',
  BAD_INDENT: 'the indentation does not fit',
  BAD_SCALAR_START: 'a value begins with a mark that has to be in quotes',
  BLOCK_AS_IMPLICIT_KEY: 'a colon with a space after it stands in a value, which has to be in quotes',
  BLOCK_IN_FLOW: 'a list or map of several lines stands in brackets',
  KEY_OVER_1024_CHARS: 'a key is too long',
  MISSING_CHAR: 'a bracket, quote or comma is missing',
  MULTILINE_IMPLICIT_KEY: 'a key goes on over the end of its line',
  MULTIPLE_ANCHORS: 'two anchors stand before one value',
  MULTIPLE_DOCS: 'a second document begins',
  NON_STRING_KEY: 'a key is no text',
  RESOURCE_EXHAUSTION: 'it nests too deeply',
  TAB_AS_INDENT: 'a tab stands where spaces have to',
  TAG_RESOLVE_FAILED: 'a tag is not known',
  UNEXPECTED_TOKEN: 'something stands where nothing may',
};

const options = {
  prettyErrors: false,
  logLevel: 'error',
  // Found below: the package compares each key with every other.
  uniqueKeys: false,
  stringKeys: true,
  resolveKnownTags: false,
} as const;

/** Reads YAML or JSON as a tree, with everything that is wrong with it. Throws where it nests without end. */
export async function parseYaml(
  text: string,
): Promise<{ readonly document: Document.Parsed; readonly faults: readonly YamlFault[] }> {
  const { parseDocument, visit: visitNodes } = await import('yaml');
  const document = parseDocument(text, options);
  const found = formFaults(text, document);
  return { document, faults: found.length > 0 ? found : secondKeys(document, visitNodes) };
}

/** Reads several documents of one text; keys that are there twice are for the reader to find. Throws as above. */
export async function parseYamlDocuments(
  text: string,
): Promise<readonly { readonly document: Document.Parsed; readonly faults: readonly YamlFault[] }[]> {
  const { parseAllDocuments } = await import('yaml');
  const found = parseAllDocuments(text, options);
  const documents = 'empty' in found ? [] : (found as Document.Parsed[]);
  return documents.map((document) => ({ document, faults: formFaults(text, document) }));
}

function formFaults(text: string, document: Document.Parsed): readonly YamlFault[] {
  return [...document.errors, ...document.warnings].slice(0, mostFaults).map(({ code, pos: [at] }) => ({
    // A quote that is never closed runs to the end; what is wrong is where it begins.
    at: at < text.trimEnd().length ? pastRemarks(text, at) : lastBegun(document),
    says:
      words[code === 'BAD_INDENT' && isFlow(text) ? 'MISSING_CHAR' : code] ??
      'it is neither YAML nor JSON from here on',
  }));
}

// JSON knows no indentation; a bracket that never ends looks as if it did.
function isFlow(text: string): boolean {
  return /^\s*[[{]/.test(text);
}

/** The line and column of a place in a text, from 1. */
export function lineAndColumn(text: string, at: number): { readonly line: number; readonly column: number } {
  const before = text.slice(0, at).split('\n');
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

// The package counts empty lines and remarks to what stands under them.
function pastRemarks(text: string, at: number): number {
  const remarks = /(?: *(?:#.*)?\n)*/y;
  remarks.lastIndex = text.lastIndexOf('\n', at - 1) + 1;
  remarks.exec(text);
  return Math.max(at, remarks.lastIndex);
}

function lastBegun({ contents }: Document.Parsed): number {
  let node: unknown = contents;
  for (;;) {
    const { items = [] } = (node ?? {}) as { readonly items?: readonly unknown[] };
    const last = (items.at(-1) ?? undefined) as Partial<Pair> | undefined;
    const next = last === undefined ? undefined : 'key' in last ? (last.value ?? last.key) : last;
    if (next === undefined || next === null) return (node as Partial<Scalar> | null)?.range?.[0] ?? 0;
    node = next;
  }
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
