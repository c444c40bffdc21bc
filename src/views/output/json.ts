// What JSON lets stand in a string, and a terminal would obey: DEL, C1 controls, separators, marks that turn text.
const unsafe = /[\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g;

/** A JSON document ending in a newline: two spaces of indent for a person, compact otherwise. It parses back exactly. */
export function printJson(document: unknown, layout: 'indented' | 'compact' = 'compact'): string {
  const text = JSON.stringify(document, undefined, layout === 'indented' ? 2 : undefined) ?? 'null';
  return `${escapeUnsafe(text)}\n`;
}

/** One compact JSON document a line. */
export function printJsonLines(documents: readonly unknown[]): string {
  return documents.map((document) => printJson(document)).join('');
}

/** Text whose unsafe characters all stand inside double quotes, with each as the `\u` escape that JSON and YAML share. */
export function escapeUnsafe(text: string): string {
  return text.replace(unsafe, (mark) => `\\u${mark.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
