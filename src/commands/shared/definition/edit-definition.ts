import type { Issue } from '../../../kernel/issue.ts';
import { problem } from '../../../kernel/problem.ts';
import type { Context } from '../../context.ts';
import type { Definition, Fault, Written } from './definition.ts';
import { hideSecrets } from './hide-secrets.ts';
import { markFaults, withoutMarks } from './mark-faults.ts';
import { lineOf, type Reading, readDefinition } from './read-definition.ts';
import { writeDefinition } from './write-definition.ts';

/** What came of a file that was open: what it says, that it was left as it was, or that nothing is in it any more. */
export type Edited<T> = { readonly says: T } | 'left' | 'emptied';

interface Opening<T> {
  /** What it is called where it cannot be accepted. */
  readonly what: string;
  readonly definition: Definition;
  /** What stood in the way of saving it the last time. */
  readonly issues: readonly Issue[];
  /** What a file says, or everything that is wrong with its values. */
  readonly judge: (written: Written) => Promise<{ readonly issues: readonly Issue[]; readonly value: T }>;
}

const beginsAnew = 'this begins anew: what was saved is no YAML and holds a secret, which is never written here';

// An editor that makes the same mistake for ever is no person.
const mostRounds = 10;

/** Opens a definition in the editor until it can be read and accepted. What is wrong stands in the file, all of it at once. */
export async function editDefinition<T>(
  context: Context,
  { what, definition, issues, judge }: Opening<T>,
): Promise<Edited<T>> {
  const plain = await writeDefinition(definition);
  let text = plain;
  let faults = atLines(text, await readDefinition(text, definition), issues);
  for (let round = 0; round < mostRounds; round += 1) {
    const shown = markFaults(text, faults);
    const closed = (await context.edit(shown)).replaceAll('\r\n', '\n');
    if (closed === shown && faults.length === 0) return 'left';
    if (closed === shown) break;
    const clean = withoutMarks(closed);
    const reading = await readDefinition(clean, definition);
    if (reading.pairs?.length === 0) return 'emptied';
    const judged = reading.pairs === undefined ? undefined : await judge(reading.written);
    const found = [...reading.issues, ...(judged?.issues ?? [])];
    if (judged !== undefined && found.length === 0) return { says: judged.value };
    const hidden = hideSecrets(clean, definition, reading);
    text = hidden ?? plain;
    faults =
      hidden === undefined
        ? [{ path: 'file', line: 0, says: beginsAnew }]
        : [...reading.faults, ...atLines(text, await readDefinition(text, definition), found)];
  }
  throw problem(
    'input.refused',
    { what, count: faults.length },
    { issues: faults.map(({ path, says }) => ({ path, code: 'format', message: says })) },
  );
}

function atLines(text: string, reading: Reading, issues: readonly Issue[]): readonly Fault[] {
  return issues.map(({ path, message, example }) => ({
    path,
    line: lineOf(text, reading, path),
    says: example === undefined || message.includes(example) ? message : `${message}, for example ${example}`,
  }));
}

/** What a person is told where nothing came of it. */
export function whyNothing(edited: Edited<unknown>): string {
  if (edited === 'emptied') return 'the file was emptied, so nothing has changed';
  if (edited !== 'left') return 'what was saved makes no difference, so nothing has changed';
  return 'the file was left as it was, so nothing has changed; an editor in a window of its own has to wait, as `code --wait` does';
}
