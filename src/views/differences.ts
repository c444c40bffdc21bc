import { printable } from '../kernel/printable.ts';
import { block, broken, grid } from './block.ts';
import { count } from './count.ts';
import { type Paint, plain } from './paint.ts';

interface Shown {
  readonly name: string;
  readonly differences: readonly { readonly label: string; readonly before: string | null; readonly after: string }[];
  /** What uses the new values from its next run, or nothing where no run sees a difference. */
  readonly uses: readonly { readonly kind: string; readonly name: string; readonly schedule: string }[] | null;
}

// What is more than a screen holds is counted.
const mostUses = 10;

/** What saving will make different, and what that means for runs. */
export function text({ name, differences, uses }: Shown, paint: Paint = plain, columns = 80): string {
  const lines = differences.map(
    ({ label, before, after }) => [label, before === null ? after : `${before} -> ${after}`] as const,
  );
  const heads = (sentence: string) => broken(sentence, columns).map((line) => `${paint.strong(line)}\n`);
  return [
    '\n',
    ...heads(`what will be different about ${printable(name)}`),
    block(lines, columns, 2),
    ...(uses === null ? [] : [...heads(effect(uses)), grid(uses.slice(0, mostUses).map(rowOf), columns)]),
    uses !== null && uses.length > mostUses ? `  and ${uses.length - mostUses} more\n` : '',
    '\n',
  ].join('');
}

function effect(uses: NonNullable<Shown['uses']>): string {
  if (uses.length === 0) return 'nothing that is active uses it';
  const kinds = ['export', 'enrichment'].map((kind) => [kind, uses.filter((it) => it.kind === kind).length] as const);
  const counted = kinds.filter(([, n]) => n > 0).map(([kind, n]) => count(n, kind));
  return `${counted.join(' and ')} ${uses.length === 1 ? 'uses this from its' : 'use this from their'} next run`;
}

function rowOf({ kind, name, schedule }: NonNullable<Shown['uses']>[number]): readonly string[] {
  return [`${kind} ${name}`, schedule];
}
