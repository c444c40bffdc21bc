import { block } from '../../kernel/block.ts';
import { issueOf } from '../../kernel/issues.ts';
import { displayKey } from '../../kernel/name.ts';
import type { Observed } from '../../model/observed.ts';
import { type Plan, type PlanAction, type PlannedChange, planActions, planKinds } from '../../model/plan.ts';
import type { Manifest, StatedDependent } from '../manifest/manifest.ts';
import { noSuch } from '../manifest/read-manifest.ts';
import type { Finding } from '../manifest/tree.ts';
import { planConnection } from './connections.ts';
import { planDependent } from './dependents.ts';
import { match } from './match.ts';
import { type Group, type Matched, type Piece, type Planning, phases } from './piece.ts';
import { goingOf, planGoing } from './prune.ts';
import { planUser } from './users.ts';
import { planVault } from './vault.ts';

/** How many changes the door takes at once, all or nothing. */
export const mostInBatch = 10_000;

/**
 * What it takes to make the environment what the manifest states. Pure: no clock, no ids; the order of what is stated and
 * of what is observed does not matter.
 */
export function makePlan(planning: Planning, batch: number = mostInBatch): Plan {
  const { manifest, observed, environment } = planning;
  const matched = match(manifest, observed);
  const going = goingOf(planning, matched);
  const goes = new Map(going.connections.map((it) => [it.id, it]));
  const users = new Map(observed.users.map((it) => [it.name, it]));
  const pieces = [
    ...(manifest.vault === undefined ? [] : [planVault(planning, manifest.vault)]),
    ...manifest.connections.map((it) => planConnection(planning, matched, it, matched.connections.get(it.name))),
    ...manifest.exports.map((it) => planDependent(planning, matched, it, matched.exports.get(it.name), goes)),
    ...manifest.enrichments.map((it) => planDependent(planning, matched, it, matched.enrichments.get(it.name), goes)),
    ...manifest.users.map((it) => planUser(planning, matched, it, users.get(it.name))),
    ...planGoing(planning, matched, going),
  ];
  const judged = withTaken(planning, matched, pieces, new Set(going.connections.map(({ id }) => id)));
  const lines = judged.map(({ line }) => line).sort((one, other) => compare(orderOf(one), orderOf(other)));
  const counts = Object.fromEntries(
    planActions.map((action) => [action, lines.filter((line) => line.action === action).length]),
  ) as Record<PlanAction, number>;
  return {
    format: 1,
    manifest: manifest.id,
    environment: { id: environment.id, displayName: environment.displayName, revision: environment.revision },
    counts,
    lines,
    batches: batched(
      judged.flatMap(({ groups }) => groups),
      handsOver(judged, going.connections) ? Number.POSITIVE_INFINITY : batch,
    ),
  };
}

/** The type of a stated export or enrichment: its own, that of its connection, or the one it has already. */
export function typeOfDependent(matched: Matched, it: StatedDependent): string | undefined {
  const target = typeof it.connection === 'string' ? matched.targets.get(it.connection) : undefined;
  return it.type ?? target?.type ?? matched[it.kind === 'export' ? 'exports' : 'enrichments'].get(it.name)?.type;
}

/** References of the manifest to what is neither stated nor live. */
export function strayReferences(manifest: Manifest, observed: Observed, matched: Matched): readonly Finding[] {
  const names = (...lists: readonly (readonly { readonly name: string }[])[]) => lists.flat().map(({ name }) => name);
  const at = (places: ReadonlyMap<string, number>, path: string) => places.get(path) ?? places.get('') ?? 0;
  const connections = names(manifest.connections, observed.connections);
  const exports = names(manifest.exports, observed.exports);
  const users = names(manifest.users, observed.users);
  const isUser = new Set(users);
  const isExport = new Set(exports);
  return [
    ...[...manifest.exports, ...manifest.enrichments].flatMap((it) => {
      const { connection } = it;
      if (typeof connection === 'string' && !matched.targets.has(connection))
        return [noSuch(at(it.at, 'connection'), 'connection', connection, connections)];
      if (typeof connection === 'string' || typeOfDependent(matched, it) !== undefined) return [];
      const issue = issueOf('missing', 'type', { label: '`type`', help: 'or the `connection` that it uses' });
      return [{ at: at(it.at, ''), issue }];
    }),
    ...manifest.connections.flatMap(({ share = [], at: places }) =>
      share.flatMap((word) => {
        const user = /^user:(.+)$/.exec(word)?.[1];
        return user === undefined || isUser.has(user) ? [] : [noSuch(at(places, 'share'), 'user', user, users)];
      }),
    ),
    ...manifest.users.flatMap(({ exports: runs = [], at: places }) =>
      runs.flatMap((it) => (isExport.has(it) ? [] : [noSuch(at(places, 'exports'), 'export', it, exports)])),
    ),
  ];
}

// A display name that a thing has which stays as it is cannot be given to another.
function withTaken(
  { manifest, observed }: Planning,
  matched: Matched,
  pieces: readonly Piece[],
  going: ReadonlySet<string>,
): readonly Piece[] {
  const stays = (kind: 'connections' | 'exports' | 'enrichments') => {
    const stated = new Set([...matched[kind].values()].flatMap((live) => (live === undefined ? [] : [live.id])));
    const others = observed[kind].filter(({ id }) => !stated.has(id) && !going.has(id));
    return new Map(others.map((live) => [displayKey(live.displayName), live]));
  };
  const taken = { connection: stays('connections'), export: stays('exports'), enrichment: stays('enrichments') };
  return pieces.map((piece) => {
    const { kind, name, fields, action } = piece.line;
    const given = fields.find(({ field }) => field === 'displayName')?.after;
    if (kind === 'user' || kind === 'keyvault' || action === 'blocked' || typeof given !== 'string') return piece;
    const holder = taken[kind].get(displayKey(given));
    if (holder === undefined || holder.manifest?.id === manifest.id) return piece;
    const found = block('taken', { kind, name: holder.name, displayName: holder.displayName });
    return { line: { ...piece.line, action: 'blocked', name, blocked: [found] }, groups: [] };
  });
}

// A display name that goes from one connection to another is free only when both changes are in one list.
function handsOver(pieces: readonly Piece[], going: readonly { readonly displayName: string }[]): boolean {
  const freed = new Set(going.map(({ displayName }) => displayKey(displayName)));
  return pieces.some(({ line }) =>
    line.fields.some(({ field, after }) => field === 'displayName' && freed.has(displayKey(String(after)))),
  );
}

function orderOf({ kind, name, action }: Piece['line']): string {
  const goes = action === 'remove' ? 1 : 0;
  return `${planKinds.indexOf(kind)} ${name} ${goes}`;
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

// Renames of a kind are one group: two things may exchange their names, which only one list can do.
function batched(groups: readonly Group[], most: number): readonly (readonly PlannedChange[])[] {
  const ordered = [...groups].sort(
    (one, other) => phases.indexOf(one.phase) - phases.indexOf(other.phase) || compare(one.key, other.key),
  );
  const whole: PlannedChange[][] = [];
  let last: Group | undefined;
  for (const group of ordered) {
    const joins = group.phase.endsWith('-renamed') && last?.phase === group.phase;
    if (joins) whole.at(-1)?.push(...group.changes);
    else whole.push([...group.changes]);
    last = group;
  }
  const batches: PlannedChange[][] = [];
  for (const changes of whole) {
    const current = batches.at(-1);
    if (current !== undefined && current.length + changes.length <= most) current.push(...changes);
    else batches.push([...changes]);
  }
  return batches;
}
