import { printable } from '../kernel/printable.ts';
import { block } from './block.ts';
import { figure } from './count.ts';
import { type Paint, plain } from './paint.ts';

/** A user who is about to go, and the connections that are shared with them by name. */
interface ShownShares {
  readonly user: string;
  readonly role: string;
  readonly connections: readonly string[];
}

// More than a person reads before deciding; what is left out is counted.
const mostListed = 20;

/** Who goes, and what they lose. */
export function text({ user, role, connections }: ShownShares, paint: Paint = plain, width = 80): string {
  const more = connections.length - mostListed;
  const named = [...connections.slice(0, mostListed), ...(more > 0 ? [`${figure(more)} more`] : [])].join(', ');
  const lines = [
    ['loses', named === '' ? null : `${named}, shared with them by name`],
    ['leaves', 'what they made, which stays with their name'],
  ] as const;
  const head = `  ${paint.name(printable(user))}  ${paint.dim(printable(role))}`;
  return `\n${head}\n\n${block(lines, Math.min(80, width), 2)}\n`;
}
