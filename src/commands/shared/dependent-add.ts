import type { DependentKind } from '../../model/dependent.ts';
import type { Context } from '../context.ts';
import type { Argument, Flags, Input, Outcome } from '../define.ts';
import { act } from './apply.ts';
import type { Asked } from './asking/asked.ts';
import { askDependent } from './asking/dependent.ts';
import type { GivenDependent } from './asking/dependent-draft.ts';
import { commandLine } from './command-line.ts';
import { pairsOf } from './dependent-edit.ts';
import { givenSettings } from './given.ts';

export const addArgs = [
  { name: 'display-name', help: 'What people call it', optional: true },
] as const satisfies readonly Argument[];

export const addFlags = {
  connection: {
    kind: 'text',
    placeholder: 'NAME',
    completes: 'connection',
    help: 'The connection it uses, which also tells its type',
  },
  type: { kind: 'text', placeholder: 'TYPE', completes: 'type', help: 'Its type, where it has no connection yet' },
  schedule: {
    kind: 'text',
    placeholder: 'WHEN',
    completes: ['refresh', 'off'],
    help: 'When it runs: refresh (when left out), off, `every 6 hours`, `daily 02:00 Europe/Amsterdam`, `weekly mon,thu 04:30 UTC`',
  },
  name: { kind: 'text', placeholder: 'NAME', help: 'Name for scripts; made from the display name when left out' },
  set: {
    kind: 'many',
    placeholder: 'FIELD=VALUE',
    completes: 'setting',
    help: 'Give any field of its type by its key; repeatable',
  },
} as const satisfies Flags;

/** Adds an export or enrichment with what is told of it so far; a run may lack more (D18). */
export async function addDependent(
  kind: DependentKind,
  { args, flags, fields }: Input<typeof addArgs, typeof addFlags>,
  context: Context,
): Promise<Outcome> {
  const { 'display-name': displayName = '' } = args;
  const { connection, type, schedule, name } = flags;
  const settings = givenSettings(fields, flags.set);
  const save = (it: GivenDependent, { asked, flags: answered }: Asked) =>
    act(context, {
      asked,
      command: commandLine(`${kind} add`, [it.displayName], { ...flags, set: pairsOf(it.settings), ...answered }),
      changes: [
        {
          change: `${kind}.add` as const,
          displayName: it.displayName,
          settings: it.settings,
          ifExists: context.common.ifExists,
          ...(it.connection === undefined ? {} : { connection: it.connection }),
          ...(it.type === undefined ? {} : { type: it.type }),
          ...(it.schedule === undefined ? {} : { schedule: it.schedule }),
          ...(name === undefined ? {} : { name }),
        },
      ],
      next: ({ changes: [added] }) => (added === undefined ? [] : [`cinch ${kind} show ${added.name}`]),
    });
  const given = { displayName, connection, type, schedule, settings };
  const isOwn = (flag: string) => Object.hasOwn(addFlags, flag);
  return context.prompt.interactive
    ? askDependent(context, given, { kind, isOwn, save })
    : save(given, { asked: false, flags: {} });
}
