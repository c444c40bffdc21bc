import { wrap } from '../../kernel/wrap.ts';
import { helpTable } from '../help-table.ts';

/** Something to type, or a word, and what it is or does. */
type Line = readonly [left: string, help?: string];

/** What `help TOPIC` shows: paragraphs, and between them lines that stand apart. */
export interface Page {
  readonly title: string;
  readonly blocks: readonly (string | readonly Line[])[];
}

/** A topic for a terminal of `columns`. */
export function pageText({ title, blocks }: Page, columns: number): string {
  const drawn = blocks.map((block) =>
    typeof block === 'string'
      ? `${wrap(block, columns).join('\n')}\n`
      : helpTable(
          block.map(([left, help = '']) => ({ left, help })),
          columns,
          { widest: 50 },
        ),
  );
  return [`${wrap(title, columns).join('\n')}\n`, ...drawn].join('\n');
}
