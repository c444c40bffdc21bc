import { type Block, block } from '../../kernel/block.ts';
import { blocksRemoval, type DependentKind } from '../../model/dependent.ts';
import type { ObservedConnection, ObservedDependent, ObservedUser } from '../../model/observed.ts';
import type { ManifestKind, PlanLine, PlannedChange } from '../../model/plan.ts';
import { type Group, type Matched, owned, type Piece, type Planning } from './piece.ts';

/** What the manifest owns and no longer states, by kind. */
export interface Going {
  readonly connections: readonly ObservedConnection[];
  readonly dependents: readonly (readonly [kind: DependentKind, live: ObservedDependent])[];
  readonly users: readonly ObservedUser[];
}

interface Live {
  readonly id: string;
  readonly name: string;
  readonly revision: number;
  readonly manifest: { readonly id: string } | null;
}

/** Finds what goes. Nothing does without `prune`, and never what another owns or nobody does. */
export function goingOf({ manifest, observed, options }: Planning, matched: Matched): Going {
  if (!options.prune) return { connections: [], dependents: [], users: [] };
  const go = <L extends Live>(live: readonly L[], kept: ReadonlySet<string>): readonly L[] =>
    live.filter((it) => it.manifest?.id === manifest.id && !kept.has(it.id)).sort(byName);
  const ids = (found: ReadonlyMap<string, Live | undefined>) =>
    new Set([...found.values()].flatMap((live) => (live === undefined ? [] : [live.id])));
  const stated = new Set(manifest.users.map(({ name }) => name));
  const users = new Set(observed.users.filter(({ name }) => stated.has(name)).map(({ id }) => id));
  return {
    connections: go(observed.connections, ids(matched.connections)),
    dependents: [
      ...go(observed.exports, ids(matched.exports)).map((it) => ['export', it] as const),
      ...go(observed.enrichments, ids(matched.enrichments)).map((it) => ['enrichment', it] as const),
    ],
    users: go(observed.users, users),
  };
}

/** The pieces of what goes: exports, enrichments and users by themselves, connections with what is decided of their dependents. */
export function planGoing(planning: Planning, matched: Matched, going: Going): readonly Piece[] {
  const gone = new Set(going.dependents.map(([, { id }]) => id));
  const goingIds = new Set(going.connections.map(({ id }) => id));
  return [
    ...going.dependents.map(([kind, live]) => removed(planning, kind, live)),
    ...going.connections.flatMap((live) => connectionPieces(planning, matched, live, gone, goingIds)),
    ...going.users.map((live) => removed(planning, 'user', live)),
  ];
}

function removed(planning: Planning, kind: DependentKind | 'user', live: Live): Piece {
  const { manifest } = owned(planning);
  const common = { ifRevision: live.revision, manifest };
  const change: PlannedChange =
    kind === 'user'
      ? { change: 'user.remove', user: live.id, ...common }
      : { change: `${kind}.remove`, dependent: live.id, ...common };
  const phase = kind === 'user' ? 'users-go' : 'dependents-go';
  return {
    line: lineOf('remove', kind, live.name),
    groups: [{ phase, key: `${kind} ${live.name}`, changes: [change] }],
  };
}

function connectionPieces(
  planning: Planning,
  matched: Matched,
  live: ObservedConnection,
  gone: ReadonlySet<string>,
  goingIds: ReadonlySet<string>,
): readonly Piece[] {
  const uses = usesOf(planning, matched, live, gone);
  const blocked: Block[] = live.lock === null ? [] : [block('locked', live.lock)];
  const undecided: string[] = [];
  const foreign: string[] = [];
  const changes: PlannedChange[] = [];
  const lines: PlanLine[] = [];
  for (const [kind, use] of uses) {
    const decisions = planning.options.decisions[kind];
    const decision = decisions.named.get(use.name) ?? decisions.rest;
    const shown = `${kind} ${use.name}`;
    const mine = use.manifest?.id === planning.manifest.id ? { manifest: planning.manifest.id } : {};
    const common = { dependent: use.id, ifRevision: use.revision, ...mine };
    if (decision === undefined) {
      if (blocksRemoval(kind, use)) undecided.push(shown);
    } else if (decision.do === 'move') {
      const target = matched.targets.get(decision.to);
      if (target === undefined || goingIds.has(target.ref)) blocked.push(block('goes', { connection: decision.to }));
      else if (target.type !== use.type)
        blocked.push(block('connection-type', { connection: target.name, type: target.type, wanted: use.type }));
      else {
        changes.push({ change: `${kind}.connect`, ...common, connection: target.ref } as PlannedChange);
        if (kind === 'enrichment' && use.status === 'inactive')
          changes.push({ change: 'enrichment.deactivate', dependent: use.id, ...mine });
        lines.push(moved(kind, use, live.name, target.name));
      }
    } else if (decision.do === 'remove') {
      if (use.manifest?.id === planning.manifest.id) {
        changes.push({ change: `${kind}.remove`, ...common });
        lines.push({ ...lineOf('remove', kind, use.name), decided: true });
      } else foreign.push(shown);
    } else if (kind === 'export') {
      changes.push({ change: 'export.disconnect', ...common });
      lines.push(moved(kind, use, live.name, null));
    } else if (use.status === 'active') {
      changes.push({ change: 'enrichment.deactivate', ...common });
      lines.push({
        ...lineOf('change', kind, use.name),
        fields: [{ field: 'active', before: true, after: false }],
        decided: true,
      });
    }
  }
  if (undecided.length > 0) blocked.push(block('in-use', { uses: undecided }));
  if (foreign.length > 0) blocked.push(block('not-owned', { uses: foreign }));
  if (blocked.length > 0) return [{ line: { ...lineOf('blocked', 'connection', live.name), blocked }, groups: [] }];
  const { manifest } = owned(planning);
  const remove: PlannedChange = {
    change: 'connection.remove',
    connection: live.id,
    ifRevision: live.revision,
    manifest,
  };
  const group: Group = { phase: 'connections-go', key: live.name, changes: [...changes, remove] };
  return [
    ...lines.map((line) => ({ line, groups: [] })),
    { line: lineOf('remove', 'connection', live.name), groups: [group] },
  ];
}

// What is still on it when everything that the manifest states is done.
function usesOf(
  { manifest, observed }: Planning,
  matched: Matched,
  live: ObservedConnection,
  gone: ReadonlySet<string>,
): readonly (readonly [DependentKind, ObservedDependent])[] {
  const leaves = new Set(
    [...manifest.exports, ...manifest.enrichments].flatMap(({ kind, name, connection }) => {
      const found = matched[kind === 'export' ? 'exports' : 'enrichments'].get(name);
      return connection === undefined || found === undefined ? [] : [found.id];
    }),
  );
  const on = (all: readonly ObservedDependent[]) =>
    all.filter((it) => it.connection?.id === live.id && !gone.has(it.id) && !leaves.has(it.id)).sort(byName);
  return [
    ...on(observed.exports).map((it) => ['export', it] as const),
    ...on(observed.enrichments).map((it) => ['enrichment', it] as const),
  ];
}

function moved(kind: DependentKind, { name }: Live, before: string, after: string | null): PlanLine {
  return { ...lineOf('change', kind, name), fields: [{ field: 'connection', before, after }], decided: true };
}

function lineOf(action: PlanLine['action'], kind: ManifestKind, name: string): PlanLine {
  return { action, kind, name, fields: [], secrets: [] };
}

function byName(one: { readonly name: string }, other: { readonly name: string }): number {
  return one.name < other.name ? -1 : 1;
}
