import type { DependentKind } from '../../model/dependent.ts';
import type { DependentDetail } from '../../model/query.ts';

/** What to type so that an export or enrichment can run, for whoever may: its connection, and what it is not told yet. */
export function waysToRun(kind: DependentKind, { name, lacks, permission }: DependentDetail): readonly string[] {
  if (permission !== 'edit') return [];
  const told = lacks.filter((it) => it !== 'connection' && it !== 'sign-in');
  return [
    ...(lacks.includes('connection') ? [`cinch ${kind} connect ${name} --connection NAME`] : []),
    ...(told.length > 0 ? [`cinch ${kind} edit ${name} --help`] : []),
  ];
}
