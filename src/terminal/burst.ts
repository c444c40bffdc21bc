import { withoutUnsafe } from '../kernel/printable.ts';
import { type Typed, withoutControls } from './keys.ts';
import { words } from './words.ts';

/** What a question takes: one line that is seen, one key after the other, or text that is not shown and may have lines. */
export type Takes = 'line' | 'keys' | 'hidden';
export type Press = { readonly text: string } | { readonly key: string };

export interface Burst {
  readonly presses: readonly Press[];
  /** What a person is told of what was left out. */
  readonly note?: string;
  /** How many lines were taken as one answer. */
  readonly lines?: number;
}

/** The most that is taken at once. Whatever is kept is shorter, and its own rule says how much. */
export const most = { line: 4_096, hidden: 65_536 } as const;

/**
 * What was typed or pasted in one go, as presses of keys. Only the last Enter of it may be one: nothing that comes behind
 * it, and nothing that was pasted, ever answers a later question.
 */
export function readBurst(typed: readonly Typed[], takes: Takes): Burst {
  if (takes === 'keys') return keyByKey(typed);
  const burst = takes === 'line' ? firstLine(typed) : wholeText(typed);
  const characters = burst.presses.reduce((sum, press) => sum + ('text' in press ? press.text.length : 0), 0);
  if (characters <= most[takes]) return burst;
  return { presses: [], note: words.tooLong(characters, most[takes]) };
}

// A list has no use for text in one go, but for a number: what a paste brings must not choose.
function keyByKey(typed: readonly Typed[]): Burst {
  const presses: Press[] = [];
  for (const it of typed) {
    if ('pasted' in it || ('text' in it && !/^(?:.|\d{1,3})$/u.test(it.text))) return { presses, note: words.keysOnly };
    presses.push(...('text' in it ? [...it.text].map((text) => ({ text })) : [it]));
    if ('key' in it && it.key === 'enter') return { presses };
  }
  return { presses };
}

// Without the terminal's brackets a paste shows by what comes behind a line end.
function firstLine(typed: readonly Typed[]): Burst {
  const presses: Press[] = [];
  for (const [at, it] of typed.entries()) {
    const behind = typed.slice(at + 1);
    if ('pasted' in it) return pasted(presses, withoutControls(it.pasted));
    if ('text' in it) presses.push({ text: withoutUnsafe(it.text) });
    else if (it.key !== 'enter') presses.push(it);
    else if (!behind.some((later) => 'text' in later)) return { presses: [...presses, it] };
    else return pasted([], presses.concat(it).map(textOf).join('') + behind.map(textOf).join(''));
  }
  return { presses };
}

function pasted(before: readonly Press[], text: string): Burst {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const [first = ''] = lines;
  const line = withoutUnsafe(first.replaceAll('\t', ' '));
  const presses = line === '' ? before : [...before, { text: line }];
  return lines.length > 1 ? { presses, note: words.firstLineOnly(lines.length) } : { presses };
}

// A key has lines, and what is not shown cannot be corrected: all of it is one answer.
function wholeText(typed: readonly Typed[]): Burst {
  const presses: Press[] = [];
  for (const [at, it] of typed.entries()) {
    const ends = !typed.slice(at + 1).some((later) => !('key' in later));
    if (!('key' in it)) presses.push({ text: 'pasted' in it ? withoutLastEnd(withoutControls(it.pasted)) : it.text });
    else presses.push(it.key === 'enter' && !ends ? { text: '\n' } : it);
    if ('key' in it && it.key === 'enter' && ends) break;
  }
  const lines = presses.map(textOf).join('').trimEnd().split('\n').length;
  return lines > 1 ? { presses, lines } : { presses };
}

function textOf(it: Typed | Press): string {
  if ('pasted' in it) return withoutControls(it.pasted);
  return 'text' in it ? it.text : it.key === 'enter' ? '\n' : '';
}

// As a secret is read from a file.
function withoutLastEnd(text: string): string {
  return text.endsWith('\n') ? text.slice(0, -1) : text;
}
