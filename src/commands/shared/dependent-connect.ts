import { problem } from '../../kernel/problem.ts';
import type { DependentKind } from '../../model/dependent.ts';
import type { Context } from '../context.ts';
import type { Flags, Outcome } from '../define.ts';
import { changeDependents } from './dependent-changes.ts';

export const connectFlags = {
  connection: { kind: 'text', placeholder: 'NAME', help: 'The connection, of the same type' },
} as const satisfies Flags;

/** Gives one or several a connection of their type (D6), which makes them active (R19, R22). */
export async function connectDependents(
  kind: DependentKind,
  refs: readonly string[],
  connection: string | undefined,
  context: Context,
): Promise<Outcome> {
  const missing = [
    ...(refs.length > 0 ? [] : [{ input: kind, flag: `${kind.toUpperCase()}...`, help: 'which ones' }]),
    ...(connection === undefined
      ? [{ input: 'connection', flag: '--connection NAME', help: 'the connection, of the same type' }]
      : []),
  ];
  if (missing.length > 0 || connection === undefined) {
    const fix = [`cinch ${kind} list --without-connection`, 'cinch connection list'];
    throw problem('input.missing', { count: missing.length, why: '', fix }, { missing });
  }
  return changeDependents(context, {
    kind,
    verb: 'connect',
    refs,
    connection: undefined,
    change: (dependent) => ({ change: `${kind}.connect` as const, dependent, connection }),
    to: connection,
  });
}
