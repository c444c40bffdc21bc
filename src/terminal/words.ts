const number = (count: number) => String(count).replace(/\B(?=(?:\d{3})+$)/g, ',');

/** What questions say of themselves, drawn or line by line: how to answer, and why an answer is not taken. */
export const words = {
  none: 'none',
  all: 'all',
  marked: 'marked',
  notShown: '(not shown)',
  nothingTyped: 'nothing was typed',
  nothingFits: 'nothing fits',
  nothingFitsOf: (typed: string) => `nothing fits ${typed}; type another part of its name, or Enter for all`,
  cannotBeChosen: 'that one cannot be chosen',
  closed: (why: string) => `cannot be chosen: ${why}`,
  yesOrNo: 'type yes or no',
  numberFrom: (last: number) => (last === 1 ? 'type 1, the only number there is' : `type a number from 1 to ${last}`),
  firstLineOnly: (lines: number) => `${number(lines)} lines came at once; only the first is taken`,
  keysOnly: 'text that came at once chooses nothing here; use the keys',
  oneLineOnly: 'several lines came at once and none was taken; type one line',
  lineTooLong: 'the line is longer than the terminal can pass on, and was not taken; type a shorter one',
  linesKept: (lines: number) => `${number(lines)} lines taken as one answer`,
  tooLong: (characters: number, most: number) =>
    `${number(characters)} characters came at once and none was taken; at most ${number(most)} fit here`,
  tooLongToKeep: (most: number) => `at most ${number(most)} characters fit here`,
  // A question has its mark already.
  textPrompt: (message: string, usual: string) =>
    usual === '' ? `${message}${message.endsWith('?') ? '' : ':'} ` : `${message} (Enter for ${usual}): `,
  confirmPrompt: (message: string) => `${message} Type yes or no (Enter for no): `,
  secretPrompt: (message: string) => `${message} (nothing is shown while you type): `,
  numberPrompt: (usual: string) => `Number (Enter for ${usual}): `,
  searchPrompt: (count: number) => `Part of its name (Enter for all ${count}): `,
  numberOrSearchPrompt: 'Number, or part of another name: ',
  severalPrompt: (usual: string) => `Numbers with spaces between, or all, or none (Enter for ${usual}): `,
} as const;
