import type { SecretValue } from './secret-value.ts';

/** What every question says: itself, and at most one line of rule or example beneath. */
export interface Question {
  /** Ends in `?`, or is a label without any mark. */
  readonly message: string;
  readonly hint?: string;
}

export interface TextQuestion extends Question {
  /** What Enter alone answers. */
  readonly initial?: string;
  /** Whether that stands in the line already, to be changed in part. */
  readonly editable?: true;
  /** Why an answer will not do, in a sentence with the rule; the same question is then asked again. */
  readonly judge?: (answer: string) => string | undefined | Promise<string | undefined>;
}

/** One answer of several. Choices of one group stand together under its name. */
export interface Choice<V> {
  readonly value: V;
  readonly label: string;
  /** Stands beside the label, less loud. */
  readonly aside?: string;
  /** Said of the choice that is pointed at. */
  readonly says?: string;
  /** Why it cannot be chosen; it is shown all the same. */
  readonly closed?: string;
  readonly group?: string;
}

export interface ChoiceQuestion<V> extends Question {
  readonly choices: readonly Choice<V>[];
  readonly initial?: V;
  /** Whether each choice has its number, which leads to it. */
  readonly numbered?: true;
}

export interface SearchQuestion<V> extends Question {
  /** The choices for what was typed so far, nothing at first. */
  readonly find: (typed: string) => Promise<readonly Choice<V>[]>;
  /** What is pointed at first. */
  readonly initial?: V | undefined;
}

export interface SeveralQuestion<V> extends Question {
  readonly choices: readonly Choice<V>[];
  readonly initial?: readonly V[];
  /** Why these together will not do. */
  readonly judge?: (answers: readonly V[]) => string | undefined;
}

/**
 * Asks a person. Implementations draw on the terminal, speak line by line, or refuse. Every question throws `interrupted`
 * on Ctrl-C and `input.ended` where standard input ends.
 */
export interface Prompter {
  readonly interactive: boolean;
  /** Why nothing can be asked; empty where it can. */
  readonly refusal: string;
  /** Yes or no; Enter alone is no. */
  confirm(question: Question): Promise<boolean>;
  text(question: TextQuestion): Promise<string>;
  /** Asked without being shown, until something is typed. */
  secret(question: Question): Promise<SecretValue>;
  choose<V>(question: ChoiceQuestion<V>): Promise<V>;
  /** One of many, found by typing. */
  search<V>(question: SearchQuestion<V>): Promise<V>;
  /** Any number of several, none included unless `judge` refuses. */
  several<V>(question: SeveralQuestion<V>): Promise<readonly V[]>;
}
