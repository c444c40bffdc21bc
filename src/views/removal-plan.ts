import { printable } from '../kernel/printable.ts';
import { wrap } from '../kernel/wrap.ts';
import { figure } from './count.ts';
import { type Paint, plain } from './paint.ts';

/** What becomes of one thing, and what follows from it. */
interface ShownStep {
  readonly does: 'move' | 'disconnect' | 'deactivate' | 'remove' | 'keep';
  readonly kind: 'export' | 'enrichment' | 'connection';
  readonly name: string;
  readonly to?: string;
  readonly misses?: string;
  readonly waits?: true;
  readonly loses?: true;
  readonly gains?: true;
  readonly stopped?: true;
  readonly bare?: true;
}

const symbols = { move: '~', disconnect: '-', deactivate: '-', remove: '-', keep: '=' } as const;

// More than a person reads before deciding; what is left out is counted.
const mostListed = 50;

/**
 * A removal or replacement as a picture: a symbol and a word for each thing, and its consequences beside it where every
 * line has room for that, beneath it elsewhere.
 */
export function text({ steps }: { readonly steps: readonly ShownStep[] }, paint: Paint = plain, width = 80): string {
  const dependents = steps.slice(0, -1);
  const listed = [...dependents.slice(0, mostListed), ...steps.slice(-1)];
  const rows = listed.map((step) => ({
    step,
    cells: [`${symbols[step.does]} ${step.does}`, step.kind, printable(step.name)],
    says: printable(consequence(step)),
  }));
  const widths = [0, 1, 2].map((at) => Math.max(0, ...rows.map(({ cells }) => (cells[at] ?? '').length)));
  const [does = 0, kind = 0, name = 0] = widths;
  const beside = rows.every(({ says }) => does + kind + name + says.length + 8 <= width);
  const aligned = does + kind + name + 6 <= width;
  const lines = rows.flatMap(({ step, cells, says }) => {
    const [what = '', of = '', called = ''] = cells;
    const mark = { '~': paint.warn, '-': paint.bad, '=': paint.dim }[symbols[step.does]];
    if (beside)
      return [`  ${mark(what.padEnd(does))}  ${of.padEnd(kind)}  ${paint.name(called.padEnd(name))}  ${says}`];
    const head = aligned
      ? `  ${mark(what.padEnd(does))}  ${of.padEnd(kind)}  ${paint.name(called)}`
      : `  ${mark(what)} ${of === 'connection' ? 'connection ' : ''}${paint.name(called)}`;
    return [head, ...wrap(says, Math.max(20, Math.min(80, width) - 6)).map((line) => `      ${line}`)];
  });
  const rest = dependents.slice(mostListed);
  if (rest.length > 0) lines.splice(-1, 0, `  and ${figure(rest.length)} more: ${counted(rest)}`);
  return `\n  ${paint.strong('plan')}\n${lines.map((line) => `${line.trimEnd()}\n`).join('')}\n`;
}

/** `240 disconnect, 10 move`. */
function counted(steps: readonly ShownStep[]): string {
  return Object.keys(symbols)
    .map((word) => [steps.filter(({ does }) => does === word).length, word] as const)
    .filter(([n]) => n > 0)
    .map(([n, word]) => `${figure(n)} ${word}`)
    .join(', ');
}

function consequence(step: ShownStep): string {
  const { does, kind, to, misses, stopped, bare } = step;
  if (kind === 'connection') return '';
  const missed =
    misses === undefined ? [] : [`no longer runs ${misses === 'refresh' ? 'with every system refresh' : misses}`];
  switch (does) {
    case 'move':
      return [
        `to ${to}${step.waits ? ', which awaits its sign-in' : ''}`,
        ...(stopped ? ['stays inactive'] : []),
        ...(step.loses ? ['fewer contributors may change it there'] : []),
        ...(step.gains ? ['more contributors may change it there'] : []),
      ].join('; ');
    case 'disconnect':
    case 'deactivate':
      return ['keeps its settings', ...missed].join('; ');
    case 'remove':
      return ['goes with its settings', ...missed].join('; ');
    case 'keep':
      return [...(stopped ? ['is inactive already'] : []), ...(bare ? ['loses the connection'] : [])].join('; ');
  }
}
