import { printable } from '../kernel/printable.ts';
import { wrap } from '../kernel/wrap.ts';
import type { SharedWithNames } from '../model/query.ts';
import { block } from './block.ts';
import { figure } from './count.ts';
import { type Paint, plain } from './paint.ts';

/** A connection before and after it is shared or unshared. */
interface ShownSharing {
  readonly verb: 'share' | 'unshare';
  readonly connection: string;
  readonly type: string;
  readonly administrators: number;
  readonly contributors: number;
  readonly now: SharedWithNames;
  readonly after: SharedWithNames;
  readonly gain: readonly string[];
  readonly lose: readonly string[];
  readonly exports: readonly { readonly name: string; readonly createdBy: string }[];
}

// What is more than this is told by its number.
const mostNamed = 3;
const mostListed = 10;

/** Who may use a connection now and after, and what contributors then can and cannot do, over which exports. */
export function text(data: ShownSharing, paint: Paint = plain, width = 80): string {
  const columns = Math.min(80, width);
  const before = [
    ['now', parties(data, data.now)],
    ['after', parties(data, data.after)],
  ] as const;
  const blocks = [
    `  ${paint.name(printable(data.connection))}  ${paint.dim(printable(data.type))}\n`,
    block(before, columns, 2),
    (data.verb === 'share' ? gained(data, paint) : lost(data, paint))
      .flatMap(({ indent, says, mark = (it: string) => it }) =>
        wrap(printable(says), columns - indent).map((line) => `${' '.repeat(indent)}${mark(line)}\n`),
      )
      .join(''),
  ];
  return `\n${blocks.join('\n')}\n`;
}

interface Line {
  readonly indent: number;
  readonly says: string;
  readonly mark?: (text: string) => string;
}
const point = (says: string): Line => ({ indent: 4, says });

function gained(data: ShownSharing, paint: Paint): readonly Line[] {
  return [
    { indent: 2, says: `${whoOf(data, data.gain)} will`, mark: paint.strong },
    point('see its name and type, and use it for new exports'),
    ...exportsOf(data, 'edit and remove', ''),
    { indent: 2, says: 'and will not', mark: paint.strong },
    point('see its settings or secrets, change it or remove it'),
  ];
}

function lost(data: ShownSharing, paint: Paint): readonly Line[] {
  const [title, ...names] = exportsOf(data, 'see', `, and not change ${data.exports.length === 1 ? 'it' : 'them'}`);
  return [
    { indent: 2, says: `${whoOf(data, data.lose)} will no longer`, mark: paint.strong },
    point('see its name and type, or use it for new exports'),
    ...(title === undefined ? [] : [{ indent: 2, says: 'and will still', mark: paint.strong }, title, ...names]),
  ];
}

function exportsOf({ exports }: ShownSharing, verbs: string, how: string): readonly Line[] {
  if (exports.length === 0) return [];
  const shown = exports.slice(0, mostListed);
  const more = exports.length - shown.length;
  return [
    point(`${verbs} ${exports.length === 1 ? 'the export' : `the ${figure(exports.length)} exports`} on it${how}:`),
    ...shown.map(({ name, createdBy }) => ({ indent: 6, says: `${name}, made by ${createdBy}` })),
    ...(more > 0 ? [{ indent: 6, says: `and ${figure(more)} more` }] : []),
  ];
}

function parties({ administrators, contributors }: ShownSharing, shared: SharedWithNames): string {
  const all = `administrators (${figure(administrators)})`;
  if (shared === 'administrators') return all;
  if (typeof shared === 'string') return `${all}, contributors (${figure(contributors)})`;
  const more = shared.length - mostListed;
  return `${[all, ...shared.slice(0, mostListed)].join(', ')}${more > 0 ? ` and ${figure(more)} more` : ''}`;
}

// Sharing with all is also with those who come later, so that they are then not counted.
function whoOf({ now, after }: ShownSharing, names: readonly string[]): string {
  if (now === 'contributors' || after === 'contributors') return 'contributors';
  return names.length > mostNamed ? `${figure(names.length)} contributors` : names.join(', ');
}
