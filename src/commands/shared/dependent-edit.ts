import { problem } from '../../kernel/problem.ts';
import type { GivenSettings } from '../../model/change.ts';
import type { DependentKind } from '../../model/dependent.ts';
import type { Context } from '../context.ts';
import type { Flags, Input, Outcome } from '../define.ts';
import { act } from './apply.ts';
import { askDependentEdits, type DependentEdits } from './asking/dependent-edits.ts';
import { commandLine, type GivenFlags, settingFlags } from './command-line.ts';
import { givenSettings } from './given.ts';
import { refuseForRole } from './refuse-for-role.ts';
import { typeAt } from './type-at.ts';

export const editFlags = {
  schedule: {
    kind: 'text',
    placeholder: 'WHEN',
    help: 'refresh, off, `every 6 hours`, `daily 02:00 Europe/Amsterdam`, `weekly mon,thu 04:30 UTC`, ...',
  },
  set: { kind: 'many', placeholder: 'FIELD=VALUE', help: 'Give any field of its type by its key; repeatable' },
  unset: { kind: 'many', placeholder: 'FIELD', help: 'Forget what was given for a field; repeatable' },
  'display-name': { kind: 'text', placeholder: 'TEXT', help: 'Call it something else' },
  name: { kind: 'text', placeholder: 'NAME', help: 'Give it another name for scripts' },
} as const satisfies Flags;

/** Changes what an export or enrichment is told, how often it runs, and its names. */
export async function editDependent(
  kind: DependentKind,
  ref: string,
  { flags, fields }: Pick<Input<readonly [], typeof editFlags>, 'flags' | 'fields'>,
  context: Context,
): Promise<Outcome> {
  const environment = await refuseForRole(context, { change: `${kind}.edit` as const, dependent: ref });
  const detail = await environment.query(`${kind}.show` as const, { dependent: ref });
  const { name: dependent } = detail;
  const set = givenSettings(fields, flags.set);
  const { schedule, unset, 'display-name': displayName, name } = flags;
  const save = (edits: DependentEdits, answered?: GivenFlags) =>
    act(context, {
      asked: answered !== undefined,
      command: commandLine(`${kind} edit`, [dependent], { ...flags, set: pairsOf(set), ...answered }),
      agree: { severity: 'none', name: dependent, says: `this changes ${dependent}` },
      changes: [
        {
          change: `${kind}.edit` as const,
          dependent,
          set: edits.set,
          unset: edits.unset,
          ...(edits.schedule === undefined ? {} : { schedule: edits.schedule }),
          ...(edits.displayName === undefined ? {} : { displayName: edits.displayName }),
          ...(name === undefined ? {} : { name }),
        },
      ],
      next: ({ changes: [edited] }) => (edited?.result === 'updated' ? [`cinch ${kind} show ${edited.name}`] : []),
    });
  const given = { displayName, schedule, set, unset };
  if (name !== undefined || isAny(given)) return save(given);
  if (!context.prompt.interactive) {
    const says = `nothing to change was given; see what \`${dependent}\` takes with \`cinch ${kind} edit ${dependent} --help\``;
    throw problem('usage.arguments', { command: `${kind} edit ${dependent}`, says });
  }
  // Whoever may only look is refused before anything is asked, in the words of the service.
  if (detail.permission === 'view') return save(given);
  const type = await typeAt(context, detail.type);
  const isOwn = (flag: string) => Object.hasOwn(editFlags, flag);
  return askDependentEdits(context, kind, { detail, type }, (edits) =>
    save(
      edits,
      isAny(edits)
        ? {
            'display-name': edits.displayName,
            schedule: edits.schedule,
            unset: edits.unset,
            ...settingFlags(type.usage, edits.set, isOwn),
          }
        : undefined,
    ),
  );
}

function isAny({ displayName, schedule, set, unset }: DependentEdits): boolean {
  return [...Object.keys(set), ...unset].length > 0 || (schedule ?? displayName) !== undefined;
}

/** Settings as `--set` takes them. */
export function pairsOf(settings: GivenSettings): readonly string[] {
  return Object.entries(settings).map(([key, value]) => `${key}=${value}`);
}
