import type { Change } from '../model/change.ts';
import { blocksRemoval, type DependentKind } from '../model/dependent.ts';
import type { ConnectionDetail, DependentItem, SharedWithNames } from '../model/query.ts';
import { narrows } from '../model/sharing.ts';

/** One line of the picture of a removal: what becomes of one thing, and what follows from it. */
export interface Step {
  readonly does: 'move' | 'disconnect' | 'deactivate' | 'remove' | 'keep';
  readonly kind: DependentKind | 'connection';
  readonly name: string;
  /** Where it moves. */
  readonly to?: string;
  /** The schedule by which it will not run any more. */
  readonly misses?: string;
  /** Nothing runs where it moves before somebody signs in there. */
  readonly waits?: true;
  /** Contributors who can change it now cannot where it moves, or the other way round (R13). */
  readonly loses?: true;
  readonly gains?: true;
  /** It was stopped before, and stays so. */
  readonly stopped?: true;
  /** It stays, but its connection goes. */
  readonly bare?: true;
}

type Use = Pick<DependentItem, 'name' | 'status' | 'schedule'>;

/** What is planned, and what was seen when it was. */
export interface Planned {
  readonly connection: string;
  readonly changes: readonly Change[];
  readonly exports: readonly Use[];
  readonly enrichments: readonly Use[];
  /** Who may use it. */
  readonly sharedWith: SharedWithNames;
  /** The connections that something moves to. */
  readonly targets: readonly Pick<ConnectionDetail, 'name' | 'status' | 'sharedWith'>[];
}

/** A line for each dependent, also where it is left alone, and the connection last. Pure. */
export function removalSteps(planned: Planned): readonly Step[] {
  const { connection, exports, enrichments } = planned;
  const removes = planned.changes.some(({ change }) => change === 'connection.remove');
  const steps = (kind: DependentKind, uses: readonly Use[]) =>
    uses.toSorted((one, other) => (one.name < other.name ? -1 : 1)).map((use) => stepOf(planned, kind, use, removes));
  return [
    ...steps('export', exports),
    ...steps('enrichment', enrichments),
    { does: removes ? 'remove' : 'keep', kind: 'connection', name: connection },
  ];
}

function stepOf(planned: Planned, kind: DependentKind, use: Use, removes: boolean): Step {
  const { name, status, schedule } = use;
  // The first says what becomes of it; a second one only keeps what was stopped from being started.
  const change = planned.changes.find(
    (it) => 'dependent' in it && it.dependent === name && it.change.startsWith(`${kind}.`),
  );
  const stops = status === 'active' && schedule !== 'off' ? { misses: schedule } : {};
  const stopped = blocksRemoval(kind, use) ? {} : ({ stopped: true } as const);
  switch (change?.change) {
    case 'export.connect':
    case 'enrichment.connect':
      return {
        does: 'move',
        kind,
        name,
        to: change.connection,
        ...stopped,
        ...moved(planned, kind, use, change.connection),
      };
    case 'export.disconnect':
      return { does: 'disconnect', kind, name, ...stops };
    case 'export.remove':
    case 'enrichment.remove':
      return { does: 'remove', kind, name, ...stops };
    case 'enrichment.deactivate':
      if (status === 'active') return { does: 'deactivate', kind, name, ...stops };
  }
  // D8: what blocks nothing needs no decision, and loses its reference when the connection goes.
  return { does: 'keep', kind, name, ...stopped, ...(removes ? { bare: true } : {}) };
}

function moved({ sharedWith, targets }: Planned, kind: DependentKind, { status }: Use, to: string): Partial<Step> {
  const target = targets.find(({ name }) => name === to);
  if (target === undefined) return {};
  return {
    ...(target.status !== 'ready' && status === 'active' ? { waits: true } : {}),
    ...(kind === 'export' && narrows(sharedWith, target.sharedWith) ? { loses: true } : {}),
    ...(kind === 'export' && narrows(target.sharedWith, sharedWith) ? { gains: true } : {}),
  };
}
