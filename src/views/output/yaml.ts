import { hasControlCharacters } from '../../kernel/printable.ts';
import { escapeUnsafe } from './json.ts';

/** A YAML document that holds what its JSON holds. Text with unsafe characters is quoted, so that they can be escaped. */
export async function printYaml(document: unknown): Promise<string> {
  const { Document, isScalar, visit } = await import('yaml');
  const exact = JSON.parse(JSON.stringify(document) ?? 'null');
  // Readers of YAML 1.1 take `no` and `1:30` for something else, so those are quoted too.
  const yaml = new Document(exact, { compat: 'yaml-1.1', aliasDuplicateObjects: false });
  visit(yaml, {
    Scalar(_, node) {
      if (isScalar(node) && typeof node.value === 'string' && mustBeQuoted(node.value)) node.type = 'QUOTE_DOUBLE';
    },
  });
  return escapeUnsafe(yaml.toString({ lineWidth: 0, doubleQuotedAsJSON: true }));
}

// Lines are fine in a block of text; everything else that a terminal obeys, and half a surrogate pair, is escaped.
function mustBeQuoted(text: string): boolean {
  return hasControlCharacters(text.replaceAll('\n', '')) || !text.isWellFormed();
}
