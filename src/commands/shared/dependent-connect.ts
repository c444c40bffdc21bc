import { type Problem, problem } from '../../kernel/problem.ts';
import type { DependentKind } from '../../model/dependent.ts';
import type { Context } from '../context.ts';
import type { Flags, Outcome } from '../define.ts';
import { changeDependents } from './dependent-changes.ts';
import { refuseForRole } from './refuse-for-role.ts';

export const connectFlags = {
  connection: { kind: 'text', placeholder: 'NAME', completes: 'connection', help: 'The connection, of the same type' },
} as const satisfies Flags;

/** Gives one or several a connection of their type (D6), which makes them active (R19, R22). */
export async function connectDependents(
  kind: DependentKind,
  refs: readonly string[],
  connection: string | undefined,
  context: Context,
): Promise<Outcome> {
  if (refs.length > 0 && connection !== undefined) return connect(context, kind, { refs, connection, asked: false });
  if (!context.prompt.interactive) throw missing(kind, refs, connection);
  await refuseForRole(context, { change: `${kind}.connect` as const, dependent: '', connection: '' });
  await context.environmentToChange();
  const { askConnect } = await import('./asking/connect.ts');
  return connect(context, kind, { ...(await askConnect(context, kind, { refs, connection })), asked: true });
}

interface Connecting {
  readonly refs: readonly string[];
  readonly connection: string;
  readonly asked: boolean;
}

function connect(context: Context, kind: DependentKind, { refs, connection, asked }: Connecting): Promise<Outcome> {
  return changeDependents(context, {
    kind,
    verb: 'connect',
    refs,
    connection: undefined,
    change: (dependent) => ({ change: `${kind}.connect` as const, dependent, connection }),
    to: connection,
    asked,
  });
}

function missing(kind: DependentKind, refs: readonly string[], connection: string | undefined): Problem {
  const lacking = [
    ...(refs.length > 0 ? [] : [{ input: kind, flag: `${kind.toUpperCase()}...`, help: 'which ones' }]),
    ...(connection === undefined
      ? [{ input: 'connection', flag: '--connection NAME', help: 'the connection, of the same type' }]
      : []),
  ];
  const fix = [`cinch ${kind} list --without-connection`, 'cinch connection list'];
  return problem('input.missing', { count: lacking.length, why: '', fix }, { missing: lacking });
}
