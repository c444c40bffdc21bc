import { printable } from '../kernel/printable.ts';
import { fitTo } from './fit.ts';
import type { TerminalPaint } from './paint.ts';
import { words } from './words.ts';

/** The terminal that questions are drawn on. */
export interface PromptScreen {
  readonly paint: TerminalPaint;
  readonly columns: () => number;
  readonly rows: () => number;
  /** Whether it shows more than ASCII. */
  readonly unicode: boolean;
  /** Whether the cursor goes down with every row that is broken anew when the window narrows, also those below it. */
  readonly sinking: boolean;
}

export interface Symbols {
  readonly done: string;
  readonly pointer: string;
  readonly checked: string;
  readonly unchecked: string;
  readonly arrows: string;
  readonly fault: string;
  readonly ellipsis: string;
  readonly busy: string;
}

/** Every meaning has a symbol besides its colour. */
export function symbolsOf(unicode: boolean): Symbols {
  return unicode
    ? {
        done: '✓',
        pointer: '❯',
        checked: '◉',
        unchecked: '◯',
        arrows: '↑↓',
        fault: '✗',
        ellipsis: '…',
        busy: '⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏',
      }
    : {
        done: 'v',
        pointer: '>',
        checked: '[x]',
        unchecked: '[ ]',
        arrows: 'arrows',
        fault: 'x',
        ellipsis: '...',
        busy: '|/-\\',
      };
}

// In the library's own words, which nothing but its text tells.
const nothingFound = 'No results found';

/** How the library draws a question: our colours and symbols, the hint above, and the keys that work beneath. */
export function themeOf(
  { paint, columns, unicode }: PromptScreen,
  hint: string | undefined,
  keys: readonly string[] = [],
) {
  const symbols = symbolsOf(unicode);
  const hintLine = hint === undefined ? '' : `${paint.dim(`  ${printable(hint)}`)}\n`;
  const short = (text: string) => fitTo(printable(text), Math.max(20, columns() * 2), symbols.ellipsis);
  return {
    // The hint stands above, where it stays while the answer grows, and goes when the answer is there.
    prefix: { idle: `${hintLine}${paint.name('?')}`, done: paint.good(symbols.done) },
    spinner: { interval: 80, frames: [...symbols.busy].map((it) => `${hintLine}${paint.name(it)}`) },
    icon: {
      cursor: symbols.pointer,
      checked: paint.good(symbols.checked),
      unchecked: symbols.unchecked,
      disabledChecked: '-',
      disabledUnchecked: '-',
    },
    keywords: { yes: 'yes', no: 'no', error: () => words.yesOrNo },
    i18n: { disabledError: words.cannotBeChosen },
    style: {
      answer: (text: string) => paint.name(short(text)),
      message: paint.strong,
      error: (text: string) =>
        paint.bad(`${symbols.fault} ${text === nothingFound ? words.nothingFits : printable(text)}`),
      defaultAnswer: (text: string) => paint.dim(`(${short(text)})`),
      help: paint.dim,
      highlight: paint.name,
      searchTerm: (text: string) => text,
      disabled: (text: string) => paint.dim(text.trimEnd()),
      description: paint.dim,
      maskedText: words.notShown,
      renderSelectedChoices: (chosen: readonly { readonly short: string }[]) =>
        chosen.length === 0 ? words.none : chosen.map((choice) => choice.short).join(', '),
      keysHelpTip: () => paint.dim(keys.join(', ')),
    },
  };
}
