import { printable } from '../kernel/printable.ts';
import { block } from './block.ts';
import { count } from './count.ts';
import { type Paint, plain } from './paint.ts';

interface Shown {
  readonly name: string;
  readonly displayName: string;
  readonly type: string;
  readonly revision: number;
  readonly exports: readonly { readonly name: string }[];
  readonly enrichments: readonly { readonly name: string }[];
}

const mostNames = 5;

/** What a person is about to edit, and who else goes by it. */
export function text(shown: Shown, paint: Paint = plain, columns = 80): string {
  const { name, displayName, type, revision, exports, enrichments } = shown;
  const used = [named(exports, 'export'), named(enrichments, 'enrichment')].filter((it) => it !== '');
  const lines = [
    ['name', name],
    ['type', type],
    ['revision', String(revision)],
    ['used by', used.length === 0 ? 'nothing yet' : used.join('; ')],
  ] as const;
  return `${paint.strong(printable(displayName))}\n${block(lines, columns, 2)}\n`;
}

function named(uses: readonly { readonly name: string }[], kind: string): string {
  if (uses.length === 0) return '';
  const more = uses.length > mostNames ? [`${uses.length - mostNames} more`] : [];
  const names = [...uses.slice(0, mostNames).map(({ name }) => name), ...more];
  return `${count(uses.length, kind)} (${names.join(', ')})`;
}
