import { printable } from '../kernel/printable.ts';
import { block, broken } from './block.ts';
import { type Paint, plain } from './paint.ts';

interface Shown {
  readonly name: string;
  /** Who saved meanwhile, and which revision came of it. */
  readonly by: string;
  readonly revision: number;
  readonly fields: readonly {
    readonly label: string;
    readonly base: string;
    readonly theirs: string;
    readonly mine: string;
    /** Whose change it is. */
    readonly aside: string;
  }[];
}

/** What was there, what someone else made of it meanwhile, and what is made of it here: field by field. */
export function text({ name, by, revision, fields }: Shown, paint: Paint = plain, columns = 80): string {
  const sections = fields.map(({ label, base, theirs, mine, aside }) => {
    const lines = [
      ['before', base],
      ['theirs', theirs],
      ['yours', mine],
    ] as const;
    return `  ${printable(label)}: ${paint.dim(aside)}\n${block(lines, columns, 4)}`;
  });
  const head = broken(
    `${printable(by)} saved ${printable(name)} meanwhile; it is at revision ${revision} now`,
    columns,
  );
  return `\n${head.map((line) => `${paint.warn(line)}\n`).join('')}${sections.join('')}\n`;
}
