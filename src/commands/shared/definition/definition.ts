import type { Fields } from '../../../fields/field.ts';

/** A key that a record has besides the fields of its type. */
export interface OwnKey {
  readonly key: string;
  readonly label: string;
  readonly help: string;
  readonly value: string | readonly string[];
}

/** A record as a file that a person edits. */
export interface Definition {
  /** What the file says first, a line each. */
  readonly head: readonly string[];
  readonly first: readonly OwnKey[];
  readonly fields: Fields;
  readonly settings: { readonly [key: string]: unknown };
  /** Where each secret is: a word or a place, never a value. */
  readonly secrets: { readonly [key: string]: string };
  readonly last: readonly OwnKey[];
}

/** What a file holds: text, lists of texts, and whatever else a person wrote, to be judged. */
export interface Written {
  readonly own: { readonly [key: string]: unknown };
  readonly settings: { readonly [key: string]: unknown };
  readonly secrets: { readonly [key: string]: unknown };
}

/** Something that is wrong, and the line where it shows, from 0. */
export interface Fault {
  readonly path: string;
  readonly line: number;
  readonly says: string;
}

/** The keys of a definition's secret fields. */
export function secretKeys({ fields }: Definition): readonly string[] {
  return Object.keys(fields).filter((key) => fields[key]?.kind === 'secret');
}

/** Whether text names a place of a secret, and is none itself. */
export function isReference(text: string): boolean {
  return /^(?:stored|typed|missing|(?:env|file|keyvault):\S.*)$/.test(text);
}
