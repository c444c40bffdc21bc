import type { FormatName } from './format.ts';

/** Applies only while another field of the same declaration has one of these values. */
export interface Condition {
  readonly field: string;
  readonly is: string | boolean | readonly (string | boolean)[];
}

interface FieldBase {
  /** As a form would head it: `Host name`. */
  readonly label: string;
  /** First sentence: flag help and question hint. No final period. */
  readonly help: string;
  readonly optional?: true;
  readonly when?: Condition;
  /** A value that passes the check; used by help, docs, error messages and tests. */
  readonly example?: string;
  /** Says where a secret is sent (D14): changing it asks stored secrets again. */
  readonly target?: true;
}

export interface TextField extends FieldBase {
  readonly kind: 'text';
  readonly format?: FormatName;
  /** Applied before the check: the product stores SFTP folders in lower case, for one. */
  readonly normalize?: 'lowercase';
  readonly default?: string;
}

export interface ListField extends FieldBase {
  readonly kind: 'list';
  readonly format?: FormatName;
}

export interface NumberField extends FieldBase {
  readonly kind: 'number';
  readonly min?: number;
  readonly max?: number;
  readonly default?: number;
}

export interface SwitchField extends FieldBase {
  readonly kind: 'switch';
  readonly default: boolean;
}

export interface ChoiceField extends FieldBase {
  readonly kind: 'choice';
  readonly choices: readonly { readonly value: string; readonly label: string }[];
  readonly default?: string;
}

/** A value that is never shown again. A kind, not a switch: it cannot be forgotten. */
export interface SecretField extends FieldBase {
  readonly kind: 'secret';
  readonly shape?: 'key' | 'password' | 'private-key' | 'token';
}

export type Field = TextField | ListField | NumberField | SwitchField | ChoiceField | SecretField;
export type Fields = { readonly [key: string]: Field };

/** What a field other than a secret holds. */
export type Setting = string | number | boolean | readonly string[];
export type Settings = { readonly [key: string]: Setting };
