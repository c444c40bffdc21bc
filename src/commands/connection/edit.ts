import { problem } from '../../kernel/problem.ts';
import { defineCommand } from '../define.ts';
import { commandLine } from '../shared/command-line.ts';
import { connectionFlags } from '../shared/connection-flags.ts';
import { connectionToChange } from '../shared/connection-to-change.ts';
import { type ConnectionEdits, isUntouched } from '../shared/editing/edits.ts';
import { saveEdits } from '../shared/editing/save-edits.ts';
import { givenSecrets, givenSettings } from '../shared/given.ts';
import { noEditorHere, nothingToChange } from '../shared/nothing-to-change.ts';
import { namesGiven, type Selection, selectionFlags } from '../shared/testing/select.ts';
import { typeAt } from '../shared/type-at.ts';

export default defineCommand({
  path: 'connection edit',
  summary: 'Change settings, secrets or sharing',
  description:
    'With nothing to change given, a terminal lists the fields and asks; `--editor` opens them as a file. The fields of its type have flags of their own: see them with `connection edit CONNECTION --help`. The type itself never changes. Where a field says where a secret is sent, the secret is given again, or kept with `--keep-secrets`. Its name for scripts is changed with `connection rename`. Several are edited at once with flags, all or none; with `--test` all are tested with what is new before any is saved.',
  changes: true,
  args: [
    {
      name: 'connection',
      help: 'Names, ids or exact display names',
      completes: 'connection',
      many: true,
      optional: true,
    },
  ],
  flags: {
    ...connectionFlags,
    unset: { kind: 'many', placeholder: 'FIELD', completes: 'field', help: 'Take a value away; repeatable' },
    'display-name': { kind: 'text', placeholder: 'TEXT', help: 'Call it something else' },
    'keep-secrets': { kind: 'switch', help: 'Let stored secrets go to the host or account that is given now' },
    editor: { kind: 'switch', help: 'Open it as a file in $VISUAL or $EDITOR' },
    ...selectionFlags,
  },
  examples: [
    { run: 'connection edit retail-nightly-drop', does: 'see the fields, and change several' },
    { run: 'connection edit retail-nightly-drop --export-folder nightly/drop', does: 'change one field' },
    {
      run: 'connection edit retail-nightly-drop --hostname sftp2.partner.example --keep-secrets --yes',
      does: 'move to another host of the same partner, with the secret that is stored',
    },
    {
      run: 'connection edit --uses-secret-of retail-nightly-drop --secret password=env:NEW_PASSWORD --test',
      does: 'give a new secret to all that share it, once it works for all',
    },
  ],
  fields: 'connection',

  async run({ args, flags, fields }, context) {
    const { unset, share, tenant, editor, 'accept-terms': terms, 'keep-secrets': keepSecrets } = flags;
    const selection: Selection = { command: 'connection edit', names: args.connection, picked: flags };
    const names = await namesGiven(context, selection, async () => {
      const { pick } = await import('../shared/asking/pick.ts');
      return [await pick(context, 'connection')];
    });
    const set = givenSettings(fields, flags.set);
    const edits: ConnectionEdits = {
      displayName: flags['display-name'],
      set,
      unset,
      secrets: {},
      share: share.length === 0 ? undefined : share,
      terms,
      tenant,
      keptFor: keepSecrets ? 'any' : undefined,
    };
    const line = (subjects: readonly string[]) =>
      commandLine('connection edit', subjects, {
        ...flags,
        set: Object.entries(set).map(([key, value]) => `${key}=${value}`),
      });
    const [name] = names;
    if (name === undefined || names.length > 1) {
      const { editSeveral } = await import('../shared/editing/edit-several.ts');
      return editSeveral(context, { ...selection, names }, { edits, flags, command: line(names) });
    }
    const base = await connectionToChange(context, { change: 'connection.edit', connection: name });
    const type = await typeAt(context, base.type);
    const { interactive } = context.prompt;
    const nothing = flags.secret.length === 0 && isUntouched({ edits });
    if (editor && !interactive) throw noEditorHere(base, type.fields, context.prompt.refusal);
    if (nothing && !interactive) throw nothingToChange(base, type.fields);
    const twice = unset.find((key) => key in set);
    if (twice !== undefined)
      throw problem('usage.flag_value', { flag: '--unset', rule: `a field that is not set as well, unlike ${twice}` });
    const secrets = await givenSecrets(context, flags.secret, type.fields);
    const editing = { type, base, edits: { ...edits, secrets } };
    if (interactive) {
      const { editAtTerminal } = await import('../shared/editing/edit-at-terminal.ts');
      return editAtTerminal(context, editing, flags);
    }
    return saveEdits(context, editing, { command: line([base.name]), variables: [], asked: false, test: flags.test });
  },
});
