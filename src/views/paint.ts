/** Marks parts of a text for a person. Views say what a part is; whether and how that is coloured is not theirs. */
export interface Paint {
  readonly good: (text: string) => string;
  readonly bad: (text: string) => string;
  readonly warn: (text: string) => string;
  readonly name: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly strong: (text: string) => string;
}

const same = (text: string) => text;

/** No colour at all. */
export const plain: Paint = { good: same, bad: same, warn: same, name: same, dim: same, strong: same };
