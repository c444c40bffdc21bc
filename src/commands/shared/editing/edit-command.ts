import { draftFlags, typedVariables } from '../asking/connection-draft.ts';
import { commandLine } from '../command-line.ts';
import type { Editing } from './edits.ts';
import { keepsKnowingly } from './secrets-on-the-move.ts';

/** The flags that do not say what becomes different, and go with the line as they were given. */
type OtherFlags = { readonly [flag: string]: string | boolean | readonly string[] | undefined };

/** The command that makes the same difference without a question, and the variables it names for secrets that were typed. */
export function editCommand(editing: Editing, others: OtherFlags) {
  const { base, type, edits } = editing;
  const { displayName, secrets, share = [], unset, terms, tenant } = edits;
  const order = Object.keys(type.fields);
  const set = Object.fromEntries(
    Object.entries(edits.set).toSorted(([one], [other]) => order.indexOf(one) - order.indexOf(other)),
  );
  const flags = draftFlags({ type, displayName: base.displayName, settings: set, secrets, share });
  const command = commandLine('connection edit', [base.name], {
    ...flags,
    ...others,
    ...flags,
    editor: undefined,
    unset,
    share: edits.share?.length === 0 ? ['administrators'] : share,
    'display-name': displayName,
    'accept-terms': terms,
    tenant,
    'keep-secrets': keepsKnowingly(editing),
  });
  return { command, variables: typedVariables({ type, secrets }) };
}
