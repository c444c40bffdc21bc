/** One finding about input. A check collects all of them and never stops at the first. */
export interface Issue {
  /** Where: a field key, or a dotted path such as `settings.hostname`. */
  readonly path: string;
  readonly code: IssueCode;
  /** What is wrong and what the rule is, for a person. Never quotes the value of a secret. */
  readonly message: string;
  /** The flag that gives this input, once a command knows it. */
  readonly flag?: string;
  /** What a missing input is for. */
  readonly help?: string;
  /** A value that would be accepted. */
  readonly example?: string;
  /** Where it stands, for input that came from a file. */
  readonly at?: Place;
}

/** A place in a file, counted from 1. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

export type IssueCode =
  | 'missing'
  | 'unknown'
  | 'format'
  | 'choice'
  | 'range'
  | 'empty'
  | 'too-long'
  | 'control-character'
  | 'not-applicable'
  | 'secret-as-setting'
  | 'secret-in-file'
  | 'kind'
  | 'syntax'
  | 'twice'
  | 'no-such'
  | 'placeholder'
  | 'cycle'
  | 'refused';

/** The answer of every check: a value, or every reason why there is none. */
export type Checked<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly issues: readonly Issue[] };
