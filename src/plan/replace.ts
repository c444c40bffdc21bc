import type { DependentKind } from '../model/dependent.ts';
import { type Decision, type Decisions, type Observed, planRemoval, type RemovalPlan } from './removal.ts';

/** Where everything goes that nothing else was decided for, and whether the connection itself goes too. */
export interface Replacement {
  readonly by: string;
  readonly removeOld: boolean;
}

/**
 * What replacing a connection takes: every dependent moves to the other one, unless it was decided otherwise. Pure; with
 * `removeOld` it is a removal in which moving is what happens to the rest.
 */
export function planReplace(
  observed: Observed,
  { by, removeOld }: Replacement,
  decisions: { readonly [K in DependentKind]: Decisions },
): Omit<RemovalPlan, 'undecided'> {
  const move: Decision = { do: 'move', to: by };
  const moving = ({ named, rest = move }: Decisions): Decisions => ({ named, rest });
  const { changes, stray } = planRemoval(observed, {
    export: moving(decisions.export),
    enrichment: moving(decisions.enrichment),
  });
  return { changes: removeOld ? changes : changes.filter(({ change }) => change !== 'connection.remove'), stray };
}
