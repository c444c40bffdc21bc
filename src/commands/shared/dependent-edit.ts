import { shellWord } from '../../kernel/shell-word.ts';
import type { DependentKind } from '../../model/dependent.ts';
import type { Context } from '../context.ts';
import type { Flags, Input, Outcome } from '../define.ts';
import { act } from './apply.ts';
import { namesOf } from './dependent-names.ts';
import { givenSettings } from './given.ts';

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
  const [dependent = ref] = await namesOf(context, kind, `${kind}.edit`, [ref]);
  const { schedule, unset, 'display-name': displayName, name } = flags;
  return act(context, {
    command: `cinch ${kind} edit ${shellWord(dependent)}`,
    agree: { severity: 'none', name: dependent, says: `this changes ${dependent}` },
    changes: [
      {
        change: `${kind}.edit` as const,
        dependent,
        set: givenSettings(fields, flags.set),
        unset,
        ...(schedule === undefined ? {} : { schedule }),
        ...(displayName === undefined ? {} : { displayName }),
        ...(name === undefined ? {} : { name }),
      },
    ],
    next: ({ changes: [edited] }) =>
      edited?.result === 'updated' ? [`cinch ${kind} show ${shellWord(edited.name)}`] : [],
  });
}
