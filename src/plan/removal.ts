import type { Change } from '../model/change.ts';
import type { DependentKind } from '../model/dependent.ts';
import type { DependentItem } from '../model/query.ts';

/** What is to become of one dependent when its connection goes (R25). */
export type Decision =
  | { readonly do: 'disconnect' | 'deactivate' | 'remove' }
  | { readonly do: 'move'; readonly to: string };

/** Decisions for one kind: those for named dependents, and the one for all others. */
export interface Decisions {
  readonly named: ReadonlyMap<string, Decision>;
  readonly rest: Decision | undefined;
}

type Use = Pick<DependentItem, 'name' | 'status'> & { readonly revision: number };

export interface Observed {
  readonly connection: { readonly name: string; readonly revision: number };
  readonly exports: readonly Use[];
  readonly enrichments: readonly Use[];
}

export interface RemovalPlan {
  /** Dependents first, the connection last; each with the revision that was seen. */
  readonly changes: readonly Change[];
  /** Dependents that block and for which nothing was decided (R24). */
  readonly undecided: readonly { readonly kind: DependentKind; readonly name: string; readonly status: string }[];
  /** Decisions for names that do not use the connection: a mistyped one must not go unnoticed. */
  readonly stray: readonly { readonly kind: DependentKind; readonly name: string }[];
}

/**
 * What removing a connection takes, given what uses it and what was decided. Pure: no clock, no ids; the order of
 * what was observed does not matter. An inactive enrichment needs no decision, because it blocks nothing (D8).
 */
export function planRemoval(observed: Observed, decisions: { readonly [K in DependentKind]: Decisions }): RemovalPlan {
  const exports = planKind('export', observed.exports, decisions.export);
  const enrichments = planKind('enrichment', observed.enrichments, decisions.enrichment);
  const { name, revision } = observed.connection;
  return {
    changes: [
      ...exports.changes,
      ...enrichments.changes,
      { change: 'connection.remove', connection: name, ifRevision: revision },
    ],
    undecided: [...exports.undecided, ...enrichments.undecided],
    stray: [...exports.stray, ...enrichments.stray],
  };
}

function planKind(kind: DependentKind, uses: readonly Use[], { named, rest }: Decisions) {
  const changes: Change[] = [];
  const undecided: { kind: DependentKind; name: string; status: string }[] = [];
  for (const use of [...uses].sort((one, other) => (one.name < other.name ? -1 : 1))) {
    const decision = named.get(use.name) ?? rest;
    if (decision !== undefined) changes.push(...changesFor(kind, use, decision));
    else if (kind === 'export' || use.status === 'active') undecided.push({ kind, name: use.name, status: use.status });
  }
  const names = new Set(uses.map((use) => use.name));
  const stray = [...named.keys()].filter((name) => !names.has(name)).map((name) => ({ kind, name }));
  return { changes, undecided, stray };
}

function changesFor(kind: DependentKind, { name: dependent, status, revision }: Use, decision: Decision): Change[] {
  const ifRevision = revision;
  if (decision.do === 'move') {
    const move: Change = { change: `${kind}.connect`, dependent, connection: decision.to, ifRevision };
    // Connecting starts an enrichment (R22); one that was stopped on purpose moves without being started.
    return kind === 'enrichment' && status === 'inactive'
      ? [move, { change: 'enrichment.deactivate', dependent }]
      : [move];
  }
  if (decision.do === 'remove') return [{ change: `${kind}.remove`, dependent, ifRevision }];
  return kind === 'export'
    ? [{ change: 'export.disconnect', dependent, ifRevision }]
    : [{ change: 'enrichment.deactivate', dependent, ifRevision }];
}
