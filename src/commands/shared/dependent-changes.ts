import type { Change } from '../../model/change.ts';
import type { DependentKind } from '../../model/dependent.ts';
import type { Context } from '../context.ts';
import type { Flags, Outcome } from '../define.ts';
import { act } from './apply.ts';
import type { Verb } from './asking/which.ts';
import { commandLine } from './command-line.ts';
import { judgeWhich, namesOfWhich, type Which } from './dependent-names.ts';
import { refuseForRole } from './refuse-for-role.ts';

/** In place of names. */
export const whichFlags = {
  connection: {
    kind: 'text',
    placeholder: 'NAME',
    completes: 'connection',
    help: 'Everything on this connection, in place of names',
  },
} as const satisfies Flags;

interface Changes extends Which {
  readonly kind: DependentKind;
  readonly verb: Verb;
  readonly change: (dependent: string) => Change;
  /** Where they go. */
  readonly to?: string;
  /** Whether any of this was asked before. */
  readonly asked?: boolean;
}

/** Makes one change to one or several, all or none. A list is confirmed by the name of its environment. */
export async function changeDependents(context: Context, it: Changes): Promise<Outcome> {
  const { kind, verb, connection, change, to } = it;
  const asks = it.refs.length === 0 && connection === undefined && context.prompt.interactive;
  if (!asks) judgeWhich(kind, verb, it);
  const environment = await refuseForRole(context, change(it.refs[0] ?? ''));
  const refs = asks ? await askedNames(context, kind, verb) : it.refs;
  const asked = asks || it.asked === true;
  const names = await namesOfWhich(environment, kind, { refs, connection });
  const [first = ''] = names;
  return act(context, {
    command: commandLine(`${kind} ${verb}`, connection === undefined ? names : [], {
      connection: to ?? connection,
      ...(asked ? { reason: context.common.reason, yes: context.common.yes } : {}),
    }),
    asked,
    agree: {
      severity: verb === 'remove' ? 'moderate' : 'none',
      name: names.length === 1 ? first : await context.environmentName(),
      says: `this ${verb}s ${names.length === 1 ? first : `${names.length} ${kind}s: ${shortened(names)}`}`,
    },
    changes: names.map(change),
    next: ({ changes }) =>
      verb === 'remove' || changes.length !== 1 ? [] : [...wayBack(kind, verb, first), `cinch ${kind} show ${first}`],
  });
}

// What was stopped is not gone: the way to have it run again.
function wayBack(kind: DependentKind, verb: Verb, name: string): readonly string[] {
  if (verb === 'disconnect') return [`cinch ${kind} connect ${name} --connection NAME`];
  return verb === 'deactivate' ? [`cinch ${kind} activate ${name}`] : [];
}

/** The names of those that a person marks, of the ones that the verb fits. */
export async function askedNames(context: Context, kind: DependentKind, verb: Verb): Promise<readonly string[]> {
  await context.environmentToChange();
  const { askWhich } = await import('./asking/which.ts');
  return (await askWhich(context, { kind, verb })).map(({ name }) => name);
}

function shortened(names: readonly string[]): string {
  return names.length <= 8 ? names.join(', ') : `${names.slice(0, 8).join(', ')} and ${names.length - 8} more`;
}
