/** What is drawn besides letters. */
export interface Symbols {
  /** Between a thing and what belongs to it: one with more below, the last one, and what passes by. */
  readonly branch: string;
  readonly last: string;
  readonly stem: string;
  readonly ellipsis: string;
}

/** Marks parts of a text for a person. Views say what a part is; whether and how that is shown is not theirs. */
export interface Paint {
  readonly good: (text: string) => string;
  readonly bad: (text: string) => string;
  readonly warn: (text: string) => string;
  readonly name: (text: string) => string;
  /** Asides: what can be passed over. */
  readonly dim: (text: string) => string;
  readonly strong: (text: string) => string;
  /** A text that opens an https address, where the terminal can; the text alone elsewhere. */
  readonly link: (text: string, url: string) => string;
  /** Whether it can. */
  readonly links: boolean;
  readonly symbols: Symbols;
}

const drawn: Symbols = { branch: '├─', last: '└─', stem: '│', ellipsis: '…' };

/** The same for terminals that show ASCII alone. */
export const ascii: Symbols = { branch: '|-', last: '`-', stem: '|', ellipsis: '...' };

const same = (text: string) => text;

/** No colour and no link at all. */
export const plain: Paint = {
  good: same,
  bad: same,
  warn: same,
  name: same,
  dim: same,
  strong: same,
  link: same,
  links: false,
  symbols: drawn,
};
