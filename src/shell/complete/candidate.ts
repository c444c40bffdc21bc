import { hasControlCharacters, printable } from '../../kernel/printable.ts';

/** A word that may stand where one is typed, and what it means. One that ends in `=` or `:` goes on. */
export interface Candidate {
  readonly word: string;
  readonly about: string;
}

/** What a place offers: words, and the shell's own files after a beginning that is theirs to keep. */
export interface Offer {
  readonly candidates: readonly Candidate[];
  readonly filesAfter?: string;
}

export const nothing: Offer = { candidates: [] };

export function words(all: readonly string[], about = ''): readonly Candidate[] {
  return all.map((word) => ({ word, about }));
}

/** Whatever a shell would read as anything but text is not offered: shells differ in what they quote. */
const plain = /^[^\0-*;<>?[\]^`{|}~\x7f-\xa0]+$/;

/** The lines of an answer: `WORD<TAB>ABOUT`, and `:files<TAB>BEGINNING` where files may follow. */
export function printOffer({ candidates, filesAfter }: Offer, typed: string): string {
  const fitting = candidates.filter(
    ({ word }) => word.startsWith(typed) && plain.test(word) && !hasControlCharacters(word),
  );
  const lines = fitting.map(({ word, about }) => `${word}\t${printable(about)}\n`);
  return [...lines, ...(filesAfter === undefined ? [] : [`:files\t${filesAfter}\n`])].join('');
}
