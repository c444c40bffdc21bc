import { problem } from '../../kernel/problem.ts';
import type { GivenSettings } from '../../model/change.ts';
import type { DependentKind } from '../../model/dependent.ts';
import type { Context } from '../context.ts';
import type { Flags, Input, Outcome } from '../define.ts';
import { act } from './apply.ts';
import { commandLine } from './command-line.ts';
import { namesOf } from './dependent-names.ts';
import { givenSettings } from './given.ts';
import { refuseForRole } from './refuse-for-role.ts';
import { typeAt } from './type-at.ts';

export const editFlags = {
  schedule: {
    kind: 'text',
    placeholder: 'WHEN',
    completes: ['refresh', 'off'],
    help: 'When it runs: refresh, off, `every 6 hours`, `daily 02:00 Europe/Amsterdam`, `weekly mon,thu 04:30 UTC`',
  },
  set: {
    kind: 'many',
    placeholder: 'FIELD=VALUE',
    completes: 'setting',
    help: 'Give any field of its type by its key; repeatable',
  },
  unset: {
    kind: 'many',
    placeholder: 'FIELD',
    completes: 'field',
    help: 'Forget what was given for a field; repeatable',
  },
  'display-name': { kind: 'text', placeholder: 'TEXT', help: 'Call it something else' },
  name: { kind: 'text', placeholder: 'NAME', help: 'Give it another name for scripts' },
  editor: { kind: 'switch', help: 'Open it as a file in $VISUAL or $EDITOR' },
} as const satisfies Flags;

/** Changes what an export or enrichment is told, how often it runs, and its names. */
export async function editDependent(
  kind: DependentKind,
  ref: string,
  { flags, fields }: Pick<Input<readonly [], typeof editFlags>, 'flags' | 'fields'>,
  context: Context,
): Promise<Outcome> {
  const { schedule, unset, 'display-name': displayName, name, editor } = flags;
  const environment = await refuseForRole(context, { change: `${kind}.edit` as const, dependent: ref });
  const [dependent = ref] = await namesOf(environment, kind, [ref]);
  const set = givenSettings(fields, flags.set);
  const nothing = [...Object.keys(set), ...unset].length === 0 && (schedule ?? displayName ?? name) === undefined;
  const lists = `see what \`${dependent}\` takes with \`cinch ${kind} edit ${dependent} --help\``;
  if (editor && !context.prompt.interactive)
    throw problem('editor.no_terminal', { why: context.prompt.refusal, says: lists, command: `${kind} edit` });
  if (nothing && !editor) {
    const says = `nothing to change was given; ${lists}`;
    throw problem('usage.arguments', { command: `${kind} edit ${dependent}`, says });
  }
  const change = {
    change: `${kind}.edit`,
    dependent,
    set,
    unset,
    ...(schedule === undefined ? {} : { schedule }),
    ...(displayName === undefined ? {} : { displayName }),
    ...(name === undefined ? {} : { name }),
  } as const;
  if (editor) {
    const shown = await environment.query(`${kind}.show` as const, { dependent });
    const { editDependentAsFile } = await import('./editing/edit-dependent-as-file.ts');
    return editDependentAsFile(context, { kind, shown, change }, await typeAt(context, shown.type));
  }

  return act(context, {
    command: commandLine(`${kind} edit`, [dependent], { ...flags, set: pairsOf(set) }),
    agree: { severity: 'none', name: dependent, says: `this changes ${dependent}` },
    changes: [change],
    next: ({ changes: [edited] }) => (edited?.result === 'updated' ? [`cinch ${kind} show ${edited.name}`] : []),
  });
}

/** Settings as `--set` takes them. */
export function pairsOf(settings: GivenSettings): readonly string[] {
  return Object.entries(settings).map(([key, value]) => `${key}=${value}`);
}
