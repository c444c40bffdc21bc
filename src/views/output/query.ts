import { printable } from '../../kernel/printable.ts';
import { problem } from '../../kernel/problem.ts';

/**
 * What a JMESPath expression finds in a document. The document is read as its JSON, so what JSON leaves out is not there.
 * Throws `usage.query` when the expression cannot be read or does not fit the document.
 */
export async function applyQuery(document: unknown, expression: string): Promise<unknown> {
  const { search } = await import('@jmespath-community/jmespath');
  const exact = JSON.parse(JSON.stringify(document) ?? 'null');
  try {
    return search(exact, expression);
  } catch (error) {
    throw problem('usage.query', { says: `cannot be used: ${saidBy(error)}` });
  }
}

/** The library's finding without its own names for things. */
function saidBy(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  if (/EOF|unexpected end/.test(message)) return 'it ends too early';
  const said = message
    .replace(/^(?:Syntax error|syntax|Invalid type|Error)[:,]?\s*/i, '')
    .replace(/^unexpected token type: \w+, value: /, 'there is no place for ')
    .replace(/^unexpected token: (.*)\(\w+\)$/, 'there is no place for $1')
    .replace(/^Unknown/, 'unknown')
    .replace(/[.\s]+$/, '');
  return printable(said);
}
