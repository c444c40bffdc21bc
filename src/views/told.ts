import { count } from './count.ts';

/** One question or list of changes that went through the door. */
export interface Told {
  /** The name of the question, or of each change. */
  readonly what: string;
  readonly ms: number;
  readonly done: boolean;
}

const longest = 3;

/** A line of what `--verbose` says. */
export function text({ what, ms, done }: Told): string {
  const names = what.split(' ');
  const left = names.length - longest;
  const said = left > 1 ? `${names.slice(0, longest).join(', ')} and ${count(left, 'more change')}` : names.join(', ');
  return `${done ? 'done' : 'refused'}  ${said}  ${Math.round(ms)} ms`;
}
