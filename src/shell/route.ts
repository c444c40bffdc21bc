import { nearest } from '../kernel/nearest.ts';
import { problem } from '../kernel/problem.ts';
import { type Route, walk } from './walk.ts';

/** Where a command line leads, or the refusal that names the nearest word. */
export function route(argv: readonly string[]): Route {
  const where = walk(argv);
  if (where.to !== 'nowhere') return where;
  const { typed, known, parent } = where;
  throw problem('usage.unknown_command', { typed, nearest: nearest(typed, known), parent });
}
