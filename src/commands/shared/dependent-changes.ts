import type { Change } from '../../model/change.ts';
import type { DependentKind } from '../../model/dependent.ts';
import type { Context } from '../context.ts';
import type { Flags, Outcome } from '../define.ts';
import { act } from './apply.ts';
import { commandLine } from './command-line.ts';
import { judgeWhich, namesOfWhich, type Which } from './dependent-names.ts';
import { refuseForRole } from './refuse-for-role.ts';

/** In place of names. */
export const whichFlags = {
  connection: { kind: 'text', placeholder: 'NAME', help: 'Everything on this connection, in place of names' },
} as const satisfies Flags;

type Verb = 'connect' | 'disconnect' | 'activate' | 'deactivate' | 'remove';

interface Changes extends Which {
  readonly kind: DependentKind;
  readonly verb: Verb;
  readonly change: (dependent: string) => Change;
  /** Where they go. */
  readonly to?: string;
}

/** Makes one change to one or several, all or none. A list is confirmed by the name of its environment. */
export async function changeDependents(context: Context, it: Changes): Promise<Outcome> {
  const { kind, verb, refs, connection, change, to } = it;
  judgeWhich(kind, verb, it);
  const environment = await refuseForRole(context, change(refs[0] ?? ''));
  const names = await namesOfWhich(environment, kind, it);
  const [first = ''] = names;
  return act(context, {
    command: commandLine(`${kind} ${verb}`, connection === undefined ? names : [], { connection: to ?? connection }),
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

function shortened(names: readonly string[]): string {
  return names.length <= 8 ? names.join(', ') : `${names.slice(0, 8).join(', ')} and ${names.length - 8} more`;
}
