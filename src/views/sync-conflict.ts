import { printable } from '../kernel/printable.ts';
import type { SyncConflict, SyncSide } from '../model/sync-plan.ts';
import { block, broken } from './block.ts';
import { valueText } from './field-change.ts';
import { type Paint, plain } from './paint.ts';
import { moment } from './relative-time.ts';
import { type ShownSides, sideNames } from './sync-sides.ts';

type Names = { readonly [S in SyncSide]: string };

// More than one remembers while deciding; what is left out is counted.
const mostOthers = 10;

/** One conflict to decide on: what stands in the way, then field by field what was there and what each side made of it. */
export function text(
  shown: ShownSides & { readonly conflict: SyncConflict },
  paint: Paint = plain,
  columns = 80,
): string {
  const { conflict } = shown;
  const names = sideNames(shown);
  const head = broken(`${conflict.kind} ${printable(conflict.name)}: ${says(conflict, names)}`, columns);
  return `\n${head.map((line) => `${paint.warn(line)}\n`).join('')}${versions(conflict, names, columns, 2)}\n`;
}

/** What cannot be on both sides as both have it. */
export function says({ why, kind, local, others }: SyncConflict, names: Names): string {
  const [gone, kept]: readonly SyncSide[] = local.removed ? ['local', 'remote'] : ['remote', 'local'];
  const [remover, keeper] = [names[gone as SyncSide], names[kept as SyncSide]].map((it) => printable(it));
  const listed = others.slice(0, mostOthers).map((it) => `${it.kind} ${printable(it.name)}`);
  const all = [...listed, ...(others.length > mostOthers ? [`${others.length - mostOthers} more`] : [])].join(', ');
  switch (why) {
    case 'both':
      return 'both changed it';
    case 'removed':
      return `${remover} removed it, and ${keeper} changed it`;
    case 'used':
      return `${remover} removed it, and something new in ${keeper} uses it: ${all}`;
    case 'name': {
      const where = others[0] === undefined ? '' : ` in ${printable(names[others[0].side])}`;
      return `${listed[0] ?? `another ${kind}`}${where} wants the same name; one of them gets another`;
    }
  }
}

/** Who made which version, and the fields in which they differ; each line ends in a newline. */
export function versions(
  { local, remote, fields }: SyncConflict,
  names: Names,
  columns: number,
  indent: number,
): string {
  const who = (['local', 'remote'] as const).map((side) => {
    const { by, at, removed } = { local, remote }[side];
    return [names[side], `${removed ? 'removed ' : ''}by ${by} at ${moment(at)}`] as const;
  });
  const sections = fields.map((it) => {
    const lines = [
      ['before', valueText(it.base)],
      [names.local, valueText(it.local)],
      [names.remote, valueText(it.remote)],
    ] as const;
    const label = printable(it.field.replace(/^settings\./, ''));
    return `${' '.repeat(indent)}${label}:\n${block(lines, columns, indent + 2)}`;
  });
  return block(who, columns, indent) + sections.join('');
}
