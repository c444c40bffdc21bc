import { printable } from '../kernel/printable.ts';
import type { ConnectionDependents, DependentItem } from '../model/query.ts';

interface Node {
  /** A word of ours, so that no name can be read as syntax. */
  readonly id: string;
  readonly name: string;
  readonly active: boolean;
  readonly shape: 'box' | 'round';
}

/** The graph in Mermaid's language. Arrows say "uses"; a dashed one belongs to what is inactive. */
export function mermaid(data: ConnectionDependents): string {
  const lines = nodes(data).flatMap(({ id, name, active, shape }) => {
    const label = `"${mermaidText(name)}"`;
    return [`  ${id}${shape === 'box' ? `[${label}]` : `([${label}])`} ${active ? '-->' : '-.->'} connection`];
  });
  return `graph LR\n  connection["${mermaidText(data.connection)}"]\n${lines.map((line) => `${line}\n`).join('')}`;
}

/** The graph in the DOT language of Graphviz. Arrows say "uses"; a dashed one belongs to what is inactive. */
export function dot(data: ConnectionDependents): string {
  const lines = nodes(data).flatMap(({ id, name, active, shape }) => [
    `  ${id} [label=${dotText(name)}, shape=${shape === 'box' ? 'box' : 'ellipse'}];`,
    `  ${id} -> connection${active ? '' : ' [style=dashed]'};`,
  ]);
  const head = [
    'digraph dependents {',
    '  rankdir=LR;',
    `  connection [label=${dotText(data.connection)}, shape=folder];`,
  ];
  return [...head, ...lines, '}'].map((line) => `${line}\n`).join('');
}

function nodes(data: ConnectionDependents): readonly Node[] {
  const node = (kind: string, shape: Node['shape']) => (item: DependentItem, at: number) => ({
    id: `${kind}${at + 1}`,
    name: item.name,
    active: item.status === 'active',
    shape,
  });
  return [...data.exports.map(node('export', 'box')), ...data.enrichments.map(node('enrichment', 'round'))];
}

// Mermaid reads quotes, HTML, Markdown and its own `#…;` marks inside a quoted label, so all but plain characters are numbers.
function mermaidText(name: string): string {
  return printable(name).replace(/[^\p{L}\p{M}\p{N} .,_-]/gu, (mark) => `#${mark.codePointAt(0)};`);
}

// Graphviz reads backslashes and HTML entities inside a quoted label.
function dotText(name: string): string {
  return `"${printable(name)
    .replaceAll('&', '&amp;')
    .replace(/["\\]/g, (mark) => `\\${mark}`)}"`;
}
