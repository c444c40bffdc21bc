/** One thing that came from a keyboard: letters in a row, a named key, or what was pasted between the terminal's brackets. */
export type Typed = { readonly text: string } | { readonly key: string } | { readonly pasted: string };

export interface Keys {
  readonly typed: readonly Typed[];
  /** A sequence or a paste at the end that is not all there yet. */
  readonly rest: string;
}

/** Terminals put these round what is pasted, once they were asked to. */
export const brackets = {
  on: '\u001b[?2004h',
  off: '\u001b[?2004l',
  open: '\u001b[200~',
  close: '\u001b[201~',
} as const;

// ECMA-48: old function keys and mice, control sequences, keys of the keypad, strings up to their end, shorter ones, broken ones.
const sequence = new RegExp(
  [
    '\\u001b(?:\\[\\[[A-Z]|\\[M[^]{3}',
    '\\[([0-9;:<=>?]*)[ -/]*([@-~])',
    'O([0-9;]*)([A-Za-z])',
    '[\\]PX^_][^\\u0007\\u001b]*(?:\\u0007|\\u001b\\\\|$)',
    '[ -/]*([0-Z\\\\`-~\\u007f\\r\\n])',
    '\\[[0-9;:<=>?]*[ -/]*)',
  ].join('|'),
  'y',
);
const unfinished = /^\u001b(?:\[\[?[0-9;:<=>?]*[ -/]*|\[M[\s\S]{0,2}|O[0-9;]*)?$/;
const letters = /[^\u0000-\u001f\u007f-\u009f]+/y;

/** What text from a terminal says, key by key. What has no meaning here, such as a report of the mouse, is left out. */
export function keysIn(came: string): Keys {
  const typed: Typed[] = [];
  for (let at = 0; at < came.length; ) {
    if (came.startsWith(brackets.open, at)) {
      const end = came.indexOf(brackets.close, at);
      if (end < 0) return { typed, rest: came.slice(at) };
      typed.push({ pasted: came.slice(at + brackets.open.length, end) });
      at = end + brackets.close.length;
    } else if (came[at] === '\u001b') {
      if (unfinished.test(came.slice(at, at + 40))) return { typed, rest: came.slice(at) };
      const found = matchAt(sequence, came, at);
      add(typed, found === null ? undefined : sequenceName(found));
      at += found?.[0].length ?? 1;
    } else {
      const text = matchAt(letters, came, at)?.[0];
      if (text === undefined) add(typed, controlName(came[at] as string));
      else typed.push({ text });
      at += text?.length ?? (came.startsWith('\r\n', at) ? 2 : 1);
    }
  }
  return { typed, rest: '' };
}

/** Text without anything that a terminal would obey: sequences and control characters go, tabs and line ends stay, as \n. */
export function withoutControls(raw: string): string {
  let kept = '';
  for (let at = 0; at < raw.length; ) {
    const next = raw.indexOf('\u001b', at);
    const until = next < 0 ? raw.length : next;
    kept += raw.slice(at, until);
    at = until + (matchAt(sequence, raw, until)?.[0].length ?? 1);
  }
  return kept.replace(/\r\n?|[\u0085\u2028\u2029]/g, '\n').replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, '');
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

function add(typed: Typed[], key: string | undefined): void {
  if (key !== undefined) typed.push({ key });
}

function controlName(mark: string): string | undefined {
  if (mark === '\r' || mark === '\n') return 'enter';
  if (mark === '\u007f' || mark === '\b') return 'backspace';
  if (mark === '\t') return 'tab';
  return mark >= '\u0001' && mark <= '\u001a' ? `ctrl-${String.fromCharCode(mark.charCodeAt(0) + 96)}` : undefined;
}

type Names = { readonly [code: string]: string };
const byLetter: Names = { A: 'up', B: 'down', C: 'right', D: 'left', F: 'end', H: 'home' };
const onKeypad: Names = { ...byLetter, M: 'enter' };
const byNumber: Names = { 1: 'home', 3: 'delete', 4: 'end', 7: 'home', 8: 'end' };
const held: Names = { 3: 'alt-', 5: 'ctrl-' };

function sequenceName([, control, final = '', keypad, of = '', letter]: RegExpExecArray): string | undefined {
  if (letter === '\u007f') return 'alt-backspace';
  if (letter !== undefined) return /[a-z]/.test(letter) ? `alt-${letter}` : undefined;
  const [first = '', modifier = ''] = (control ?? keypad ?? '').split(';');
  const name = keypad !== undefined ? onKeypad[of] : final === '~' ? byNumber[first] : byLetter[final];
  // A mouse reports itself with the letter of a key, and marks it.
  return name === undefined || /[<=>?:]/.test(first) ? undefined : `${held[modifier] ?? ''}${name}`;
}
