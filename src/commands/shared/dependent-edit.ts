import { problem } from '../../kernel/problem.ts';
import { shellWord } from '../../kernel/shell-word.ts';
import type { GivenSettings } from '../../model/change.ts';
import type { DependentKind } from '../../model/dependent.ts';
import type { Context } from '../context.ts';
import type { Flags, Input, Outcome } from '../define.ts';
import { act } from './apply.ts';
import { type DependentEdits, isAny } from './asking/dependent-draft.ts';
import { commandLine, type GivenFlags } from './command-line.ts';
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
  command: {
    kind: 'switch',
    help: 'Keep the command after `--`, so that `run` needs no other; `--unset command` forgets it',
  },
  editor: { kind: 'switch', help: 'Open it as a file in $VISUAL or $EDITOR' },
} as const satisfies Flags;

/** Changes what an export or enrichment is told, how often it runs, and its names. */
export async function editDependent(
  kind: DependentKind,
  ref: string,
  { flags, fields, passed }: Pick<Input<readonly [], typeof editFlags>, 'flags' | 'fields' | 'passed'>,
  context: Context,
): Promise<Outcome> {
  const { schedule, unset, 'display-name': displayName, name, editor } = flags;
  const { interactive, refusal } = context.prompt;
  const environment = await refuseForRole(context, { change: `${kind}.edit` as const, dependent: ref });
  const shown = await environment.query(`${kind}.show` as const, { dependent: ref });
  const dependent = shown.name;
  const set = givenSettings(fields, flags.set);
  const given = { displayName, schedule, set, unset };
  const command = givenCommand(kind, flags.command, passed);
  const nothing = name === undefined && command === undefined && !isAny(given);
  const lists = `see what \`${dependent}\` takes with \`cinch ${kind} edit ${dependent} --help\``;
  if (editor && !interactive)
    throw problem('editor.no_terminal', { why: refusal, says: lists, command: `${kind} edit` });
  if (nothing && !interactive) {
    const says = `nothing to change was given; ${lists}`;
    throw problem('usage.arguments', { command: `${kind} edit ${dependent}`, says });
  }
  const changeOf = (edits: DependentEdits) =>
    ({
      change: `${kind}.edit`,
      dependent,
      set: edits.set,
      unset: edits.unset,
      ...(edits.schedule === undefined ? {} : { schedule: edits.schedule }),
      ...(edits.displayName === undefined ? {} : { displayName: edits.displayName }),
      ...(name === undefined ? {} : { name }),
      ...(command === undefined ? {} : { command }),
    }) as const;
  if (editor) {
    const { editDependentAsFile } = await import('./editing/edit-dependent-as-file.ts');
    const change = changeOf(given);
    return editDependentAsFile(context, { kind, shown, change }, await typeAt(context, shown.type));
  }
  const save = async (edits: DependentEdits, answered?: GivenFlags) => {
    const outcome = await act(context, {
      asked: answered !== undefined,
      command: lineOf(kind, dependent, { ...flags, set: pairsOf(set), ...answered }, passed),
      agree: { severity: 'none', name: dependent, says: `this changes ${dependent}` },
      changes: [changeOf(edits)],
      next: ({ changes: [edited] }) => (edited?.result === 'updated' ? [`cinch ${kind} show ${edited.name}`] : []),
    });
    // Whoever tells a command approves it for this machine; on another it is asked about once.
    if (command !== undefined && !context.common.dryRun) {
      const { id } = await environment.query('environment.show', {});
      (await context.approvals()).add({ environment: id, kind, dependent: shown.id, command });
    }
    return outcome;
  };
  // Whoever may only look is refused before anything is asked, in the words of the service.
  if (!nothing || shown.permission === 'view') return save(given);
  const { askDependentEdits } = await import('./asking/dependent-edits.ts');
  const isOwn = (flag: string) => Object.hasOwn(editFlags, flag);
  return askDependentEdits(context, { kind, shown, type: await typeAt(context, shown.type) }, { isOwn, save });
}

function givenCommand(kind: DependentKind, told: boolean, passed: readonly string[]): readonly string[] | undefined {
  if (told === passed.length > 0) return told ? passed : undefined;
  const says = told ? 'give the command after `--`' : 'give `--command` with the command after `--`';
  throw problem('usage.arguments', { command: `${kind} edit`, says });
}

function lineOf(kind: DependentKind, name: string, flags: GivenFlags, passed: readonly string[]): string {
  const line = commandLine(`${kind} edit`, [name], flags);
  return passed.length === 0 ? line : `${line} -- ${passed.map(shellWord).join(' ')}`;
}

/** Settings as `--set` takes them. */
export function pairsOf(settings: GivenSettings): readonly string[] {
  return Object.entries(settings).map(([key, value]) => `${key}=${value}`);
}
