import { EventEmitter } from 'node:events';
import { StringDecoder } from 'node:string_decoder';
import { type Press, readBurst, type Takes } from './burst.ts';
import { brackets, keysIn, type Typed } from './keys.ts';
import { createQuiet } from './quiet.ts';

/** Stands between a terminal and the library that asks: judges what comes, and hands on what a question may take. */
export interface Keyboard {
  /** What the library listens to. */
  readonly input: NodeJS.ReadableStream;
  hear(bytes: Buffer | string): void;
  /** Throws away what comes before the question is seen. */
  settle(): Promise<void>;
}

export interface KeyboardParts {
  readonly takes: Takes;
  /** Waits until what was typed so far shows, before a key acts on it. */
  readonly ready?: () => Promise<void>;
  /** Whether Tab means something just now. */
  readonly tab?: () => boolean;
  /** Tells a person what was left out of a paste; nothing after any other key. */
  readonly note: (text: string | undefined) => void;
  /** Tells that several lines were taken as one answer, where nobody sees them. */
  readonly kept?: (lines: number) => void;
  readonly interrupted: () => void;
  readonly suspended: () => void;
  /** The end of the input, typed on an empty line. */
  readonly ended: () => void;
  readonly failed: (error: unknown) => void;
}

/** Nobody types twice as fast as this, and no paste pauses as long between its parts. */
const pauseMs = 30;
const longestPasteGap = 40;
const mostTypedAtOnce = 16;
/** Stands for a line end in text that is not shown, because the library takes one as Enter. It is no character of any text. */
export const lineEndInside = '\ufdd0';

export function createKeyboard(parts: KeyboardParts): Keyboard {
  const quiet = createQuiet();
  const decoder = new StringDecoder('utf8');
  let pending = '';
  let edge = '';
  let settled = false;
  let collecting = false;
  let pasting = false;
  let leaving = false;
  let pressed: Promise<unknown> = Promise.resolve();

  // Raw mode and reading belong to who opened the terminal. The library pauses its input when Ctrl-D closes it.
  const input = Object.assign(new EventEmitter(), {
    isTTY: true,
    setRawMode: () => undefined,
    resume: () => undefined,
    pause: () => leaving && parts.ended(),
  });

  async function collect(): Promise<void> {
    collecting = true;
    for (let gaps = 0; gaps < longestPasteGap; ) {
      const before = pending.length;
      await quiet.until(pauseMs);
      if (!pasting) break;
      gaps = pending.length === before ? gaps + 1 : 0;
    }
    collecting = false;
    pasting = false;
    const { typed, rest } = keysIn(pending);
    pending = '';
    press(rest.startsWith(brackets.open) ? [...typed, { pasted: rest.slice(brackets.open.length) }] : typed);
  }

  function press(typed: readonly Typed[]): void {
    const { presses, note, lines } = readBurst(typed, parts.takes);
    pressed = pressed
      .then(async () => {
        parts.note(note);
        for (const it of presses) {
          if ('key' in it && it.key === 'tab' && parts.tab?.() !== true) continue;
          if ('key' in it) await parts.ready?.();
          leaving = 'key' in it && it.key === 'ctrl-d';
          send(input, it);
          leaving = false;
        }
        if (lines !== undefined) parts.kept?.(lines);
      })
      .catch(parts.failed);
  }

  return {
    input: input as unknown as NodeJS.ReadableStream,
    async settle() {
      await quiet.until(pauseMs);
      settled = true;
    },
    hear(bytes) {
      quiet.heard();
      const came = decoder.write(Buffer.from(bytes));
      // Within brackets it may be part of what was pasted.
      if (!pasting && came.split(brackets.open)[0]?.includes('\u0003')) return parts.interrupted();
      if (!settled) return;
      pending += came;
      const seen = edge + came;
      if (seen.includes(brackets.open) || seen.includes(brackets.close))
        pasting = seen.lastIndexOf(brackets.open) > seen.lastIndexOf(brackets.close);
      edge = seen.slice(1 - brackets.open.length);
      if (collecting) return;
      const { typed, rest } = keysIn(pending);
      if (rest !== '' || !isOneByOne(typed, parts.takes)) {
        collect().catch(parts.failed);
        return;
      }
      pending = '';
      if (typed.some((it) => 'key' in it && it.key === 'ctrl-z')) parts.suspended();
      else press(typed);
    },
  };
}

// Keys are pressed one by one. Much text, or text together with Enter, may be the beginning of a paste.
function isOneByOne(typed: readonly Typed[], takes: Takes): boolean {
  const enters = typed.some((it) => 'key' in it && it.key === 'enter');
  if (enters && (typed.length > 1 || takes === 'hidden')) return false;
  return !typed.some((it) => 'pasted' in it || ('text' in it && it.text.length > mostTypedAtOnce));
}

interface ReadlineKey {
  readonly name: string | undefined;
  readonly ctrl?: true;
  readonly meta?: true;
}

/** What may be done to a line or a list; every other key does nothing. */
const meanings: { readonly [key: string]: ReadlineKey } = {
  enter: { name: 'return' },
  'ctrl-left': { name: 'left', ctrl: true },
  'ctrl-right': { name: 'right', ctrl: true },
  'alt-left': { name: 'b', meta: true },
  'alt-right': { name: 'f', meta: true },
  'alt-backspace': { name: 'backspace', meta: true },
  ...Object.fromEntries(
    ['backspace', 'delete', 'left', 'right', 'up', 'down', 'home', 'end', 'tab'].map((name) => [name, { name }]),
  ),
  ...Object.fromEntries([...'abdefkuw'].map((name) => [`ctrl-${name}`, { name, ctrl: true as const }])),
  ...Object.fromEntries([...'bdf'].map((name) => [`alt-${name}`, { name, meta: true as const }])),
};

const characters: { readonly [key: string]: string } = { enter: '\r', tab: '\t' };

function send(input: EventEmitter, press: Press): void {
  if ('text' in press) {
    const text = press.text.replaceAll(lineEndInside, '').replaceAll('\n', lineEndInside);
    const name = text === ' ' ? 'space' : /^[0-9A-Za-z]$/.test(text) ? text.toLowerCase() : undefined;
    if (text !== '') input.emit('keypress', text, { name, sequence: text });
    return;
  }
  const meaning = meanings[press.key];
  if (meaning !== undefined) input.emit('keypress', characters[press.key], { ...meaning, sequence: '' });
}
