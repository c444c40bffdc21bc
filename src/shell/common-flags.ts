import { type Flags, longestWait } from '../commands/define.ts';
import type { AnyCommand } from '../commands/tree.ts';
import { formats } from '../views/output/format.ts';

/** Flags of every command that say where and how it runs. */
export const ofRuns = {
  environment: { kind: 'text', short: 'e', placeholder: 'NAME', completes: 'environment', help: 'Which environment' },
  as: {
    kind: 'text',
    placeholder: 'USER',
    completes: 'user',
    help: 'Act as that user, to see what they see; administrators only',
  },
  'no-input': { kind: 'switch', help: 'Never ask' },
  accessible: { kind: 'switch', help: 'Questions line by line, for screen readers' },
  timeout: {
    kind: 'number',
    placeholder: 'SECONDS',
    min: 1,
    max: longestWait,
    help: 'How long to wait for a store or service that is busy',
  },
  help: { kind: 'switch', short: 'h', help: 'Show help' },
} as const satisfies Flags;

/** Flags of every command that say how its answer looks. */
export const ofOutput = {
  output: { kind: 'text', short: 'o', choices: formats, help: 'How to print the answer' },
  query: { kind: 'text', placeholder: 'JMESPATH', help: 'Only this part of the JSON document' },
  columns: { kind: 'text', placeholder: 'A,B', help: 'Only these columns of a list' },
  'no-color': { kind: 'switch', help: 'No colours; `NO_COLOR` does the same' },
  quiet: { kind: 'switch', short: 'q', help: 'Only the answer and errors' },
  verbose: { kind: 'switch', short: 'v', help: 'Say more on stderr' },
} as const satisfies Flags;

/** Flags that every command has. */
export const everywhere = { ...ofRuns, ...ofOutput } as const satisfies Flags;

/** Flags of everything that changes something. */
export const ofChanges = {
  yes: { kind: 'switch', short: 'y', help: 'Agree without being asked, unless it is severe' },
  confirm: { kind: 'text', placeholder: 'NAME', help: 'Agree even where it is severe, for exactly this name' },
  'dry-run': { kind: 'switch', help: 'Do everything and take it back' },
  'if-revision': { kind: 'number', placeholder: 'N', min: 0, help: 'Only if it is still at this revision' },
  'if-exists': {
    kind: 'text',
    choices: ['fail', 'skip', 'update'],
    help: 'What to do when it is there already, fail when left out',
  },
  reason: { kind: 'text', placeholder: 'TEXT', help: 'Why, for the audit trail' },
} as const satisfies Flags;

/** Flags of lists. */
export const ofLists = {
  limit: { kind: 'number', short: 'n', placeholder: 'N', min: 0, help: 'How many rows at the most; 0 for all' },
  sort: { kind: 'text', placeholder: 'COLUMN[:desc]', completes: 'column', help: 'By which column, in which order' },
  next: { kind: 'text', placeholder: 'CURSOR', help: 'The page after, by the `next` of the page before' },
  search: { kind: 'text', placeholder: 'TEXT', help: 'Only rows with this text in them' },
} as const satisfies Flags;

/** All flags of a command besides the typed ones of its connection type. */
export function flagsOf(command: AnyCommand): Flags {
  return {
    ...(command.flags as Flags),
    ...(command.lists === true ? ofLists : {}),
    ...(command.changes === true ? ofChanges : {}),
    ...everywhere,
    ...(command.drawings === undefined
      ? {}
      : { output: { ...everywhere.output, choices: [...formats, ...command.drawings] } }),
  };
}
