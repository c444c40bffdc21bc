import type { ConnectionType } from '../../../fields/connection-type.ts';
import { readable } from '../../../fields/edited.ts';
import type { Context } from '../../context.ts';
import type { Outcome } from '../../define.ts';
import { act } from '../apply.ts';
import { draftFlags } from '../asking/connection-draft.ts';
import { askToSave } from '../asking/to-save.ts';
import { commandLine } from '../command-line.ts';
import { gateAsks } from './confirm.ts';
import { dependentFromFile, type OpenedDependent } from './dependent-file.ts';
import { settingTextOf } from './value-text.ts';

/** Edits an export or enrichment as a file: shows what is different, asks, and saves. */
export async function editDependentAsFile(
  context: Context,
  start: Omit<OpenedDependent, 'usage'>,
  type: ConnectionType,
): Promise<Outcome> {
  const { kind, shown } = start;
  const { name, id, revision } = shown;
  const environment = await context.environmentToChange();
  // Who may not change this one is told before it is opened.
  const { environmentRevision } = await environment.apply([{ change: `${kind}.edit`, dependent: name }], {
    dryRun: true,
  });
  let opened: OpenedDependent = { ...start, usage: type.usage };
  for (;;) {
    const change = await dependentFromFile(context, opened);
    if (change === undefined) {
      const applied = { change: `${kind}.edit`, kind, id, name, result: 'unchanged', revision, fields: [] };
      const data = {
        result: 'unchanged',
        dryRun: false,
        changes: [applied],
        warnings: [],
        environmentRevision,
        next: [],
      };
      return { kind: 'ChangeResult', data };
    }
    opened = { ...opened, change };
    await context.show('Differences', { name, differences: differencesOf(opened), uses: null });
    const goes = (await gateAsks(context, false)) || (await askToSave(context, name, 'open the editor again'));
    if (!goes) continue;
    const { set = {}, unset = [], displayName, schedule } = change;
    const flags = draftFlags({
      type: { ...type, fields: type.usage },
      displayName: '',
      settings: set,
      secrets: {},
      share: [],
    });
    return act(context, {
      asked: true,
      command: commandLine(`${kind} edit`, [name], {
        ...flags,
        unset,
        'display-name': displayName,
        name: change.name,
        schedule,
      }),
      changes: [change],
      agree: { severity: 'none', name, says: `this changes ${name}` },
      next: () => [`cinch ${kind} show ${name}`],
    });
  }
}

function differencesOf({ shown, usage, change }: OpenedDependent) {
  const { set = {}, unset = [], displayName, schedule } = change;
  const now = readable(usage, set);
  const fields = Object.entries(usage).flatMap(([key, field]) =>
    field.kind === 'secret' || !(key in set || unset.includes(key))
      ? []
      : [
          {
            label: field.label,
            before: settingTextOf(field, shown.settings[key]),
            after: settingTextOf(field, key in set ? now[key] : undefined),
          },
        ],
  );
  return [
    ...(displayName === undefined ? [] : [{ label: 'Display name', before: shown.displayName, after: displayName }]),
    ...fields,
    ...(schedule === undefined ? [] : [{ label: 'Schedule', before: shown.schedule, after: schedule }]),
  ];
}
