import { problem } from '../../../kernel/problem.ts';
import type { Context } from '../../context.ts';
import type { Outcome } from '../../define.ts';
import { act } from '../apply.ts';
import { givenSecrets } from '../given.ts';
import { type Selection, selectConnections } from '../testing/select.ts';
import { testBefore } from '../testing/test-before.ts';
import { typeAt } from '../type-at.ts';
import { type ConnectionEdits, type Editing, isUntouched } from './edits.ts';
import { candidateOf, changesOf, consequencesOf } from './save-edits.ts';

interface Several {
  /** The secrets are still to be read from where they are said to be. */
  readonly edits: ConnectionEdits;
  readonly flags: { readonly secret: readonly string[]; readonly editor: boolean; readonly test: boolean };
  readonly command: string;
}

/** Makes the same difference to several connections, all or none; a test of all of them comes before any is saved. */
export async function editSeveral(
  context: Context,
  selection: Selection,
  { edits, flags, command }: Several,
): Promise<Outcome> {
  refuseOneOnly(context, edits, flags);
  const connections = await selectConnections(context, selection);
  const [first] = connections;
  const { type, search, 'uses-secret-of': usesSecretOf } = selection.picked;
  if (first === undefined)
    throw problem('not_found', {
      kind: 'connection',
      ref: search ?? type ?? usesSecretOf ?? '',
      list: 'cinch connection list',
    });
  const { fields } = await typeAt(context, first.type);
  const secrets = await givenSecrets(context, flags.secret, fields);
  const editings: Editing[] = [];
  for (const base of connections)
    editings.push({ type: await typeAt(context, base.type), base, edits: { ...edits, secrets } });
  const consequences = editings.flatMap(consequencesOf);
  const names = connections.map(({ name }) => name).join(', ');
  return act(context, {
    command,
    // What was looked at is what is saved: one that changed meanwhile stops all.
    changes: editings.flatMap((editing) =>
      changesOf(editing).map((change) => ({ ...change, ifRevision: editing.base.revision })),
    ),
    test: flags.test ? () => testBefore(context, editings.map(candidateOf)) : undefined,
    agree: {
      severity: consequences.length === 0 ? 'none' : 'moderate',
      name: await context.environmentName(),
      says: `this ${consequences.length === 0 ? `changes ${names}` : consequences.join(' and ')}`,
    },
  });
}

// What belongs to one connection alone.
function refuseOneOnly(context: Context, edits: ConnectionEdits, { secret, editor }: Several['flags']): void {
  const { ifRevision } = context.common;
  const flag =
    edits.displayName === undefined
      ? ifRevision === undefined
        ? editor
          ? '--editor'
          : undefined
        : '--if-revision'
      : '--display-name';
  const says =
    flag !== undefined
      ? `\`${flag}\` is about one connection; name one`
      : secret.length === 0 && isUntouched({ edits })
        ? 'several connections are edited with flags: give what is to be different, such as `--secret FIELD=SOURCE`'
        : undefined;
  if (says !== undefined) throw problem('usage.arguments', { command: 'connection edit', says });
}
