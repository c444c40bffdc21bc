import { printable } from './printable.ts';

interface Words {
  'no-type': { readonly kind: string; readonly from: string };
  'no-kind': { readonly key: string };
  'unknown-host': { readonly host: string };
  'no-host': Record<never, never>;
  'no-settings': Record<never, never>;
  'no-uri': Record<never, never>;
  'no-name': Record<never, never>;
  'nested-list': Record<never, never>;
  cells: { readonly has: number; readonly wanted: number };
  quote: Record<never, never>;
  'not-closed': Record<never, never>;
  'too-long': { readonly most: string };
  'not-utf8': Record<never, never>;
  rest: { readonly label: string; readonly parts: readonly string[] };
  'no-place': { readonly label: string };
  elsewhere: { readonly label: string; readonly field: string };
  'holds-no-key': { readonly label: string };
  'signs-in': { readonly label: string };
  'other-way': Record<never, never>;
  'not-read': { readonly says: string };
  'extra-unread': Record<never, never>;
  'said-otherwise': { readonly key: string };
  nul: Record<never, never>;
  'said-twice': Record<never, never>;
  'no-text': Record<never, never>;
  'on-the-fly': Record<never, never>;
  'not-obscured': Record<never, never>;
  'first-generation': Record<never, never>;
  'name-taken': { readonly name: string };
  'display-name-taken': { readonly displayName: string };
  'display-name-cleaned': Record<never, never>;
  formula: Record<never, never>;
}

// A name is shown as far as anybody reads it.
const longestShown = 120;

export type ImportFindingCode = keyof Words;

/** What became of an entry of a file, or of a setting in it. Never holds a value that could be a secret. */
export interface ImportFinding {
  readonly code: ImportFindingCode;
  readonly says: string;
}

const tick = (text: string) =>
  `\`${printable(text.length > longestShown ? `${text.slice(0, longestShown)}...` : text)}\``;

const words: { readonly [C in ImportFindingCode]: (params: Words[C]) => string } = {
  'no-type': ({ kind, from }) => `no connection type fits ${tick(kind)} of ${from}`,
  'no-kind': ({ key }) => `it does not say what it connects to, as ${tick(key)} would`,
  'unknown-host': ({ host }) => `no connection type is known for the host ${tick(host)}`,
  'no-host': () => 'it names no host, which would tell the connection type',
  'no-settings': () => 'it holds no settings',
  'no-uri': () => 'it is text, and no address of the form `type://login:password@host`',
  'no-name': () => 'nothing in it could be a name',
  'nested-list': () => 'it holds a list where one connection was expected',
  cells: ({ has, wanted }) => `it has ${has} ${has === 1 ? 'cell' : 'cells'} under ${wanted} columns`,
  quote: () => 'a quote stands where none may; double it, or put the whole cell in quotes',
  'not-closed': () => 'a quoted cell begins here and never ends',
  'too-long': ({ most }) => `it is longer than ${most}`,
  'not-utf8': () => 'it is not UTF-8 text',
  rest: ({ label, parts }) =>
    `a connection to ${label} has no place for its ${parts.join(', ').replace(/, ([^,]*)$/, ' and $1')}`,
  'no-place': ({ label }) => `a connection to ${label} has no place for it`,
  elsewhere: ({ label, field }) =>
    `it names a file on the machine where it was used; give a connection to ${label} the text in it as ${tick(field)}`,
  'holds-no-key': ({ label }) =>
    `a connection to ${label} holds no key; whoever sets it up signs in, and the product has a role of its own there`,
  'signs-in': ({ label }) => `a connection to ${label} is signed in to in a browser`,
  'other-way': () => 'the connection signs in in another way',
  'not-read': ({ says }) => says,
  'extra-unread': () => 'it is no JSON, so nothing in it was read',
  'said-otherwise': ({ key }) => `${tick(key)} says something else, and that was taken`,
  nul: () => 'it holds a NUL character',
  'said-twice': () => 'it is there more than once; the last was taken',
  'no-text': () => 'it is a list or a map where a text was expected',
  'on-the-fly': () => 'it is a remote that is made up on the way, and no name of one',
  'not-obscured': () => 'it was not obscured by rclone, so it cannot be read',
  'first-generation': () =>
    'it was an account of the first generation, which has been retired; look whether the second has the same name',
  'name-taken': ({ name }) => `${tick(name)} was taken before it in the file`,
  'display-name-taken': ({ displayName }) => `${tick(displayName)} was taken before it in the file`,
  'display-name-cleaned': () => 'characters that cannot stand in a display name were left out',
  formula: () => 'it begins as a formula would; it is kept as text, and nothing runs it',
};

export function importFinding<C extends ImportFindingCode>(code: C, params: Words[C]): ImportFinding {
  return { code, says: words[code](params) };
}
