import type { SyncContents, SyncKind } from '../../model/sync.ts';
import type { SyncSide } from '../../model/sync-plan.ts';
import { type AfterState, stateBefore, usesVault } from './after-state.ts';
import type { Deed } from './deed.ts';
import { environmentKey } from './given.ts';
import { claimsOf } from './name-clashes.ts';
import { asDependent, typeOf } from './references.ts';
import type { Verdicts } from './verdict.ts';
import { movesVault } from './waiting.ts';

/** How many changes of usual size go in one list, and in each where they do not fit in one. */
export interface ListSizes {
  readonly most: number;
  readonly each: number;
}

/**
 * The deeds of one side in lists, each all or nothing, so that after every one of them nothing is missing that something
 * needs and every name is had once. What needs each other is in one list.
 */
export function listsOf(
  verdicts: Verdicts,
  side: SyncSide,
  deeds: readonly Deed[],
  { most, each }: ListSizes,
): readonly (readonly Deed[])[] {
  const sorted = [...deeds].sort((one, other) => rank(one) - rank(other) || compare(one.key, other.key));
  const knots = knotsOf(sorted, needsOf(verdicts, side, sorted));
  if (weightOf(sorted) <= most) return sorted.length === 0 ? [] : [knots.flat()];
  const lists: Deed[][] = [];
  let filled = 0;
  for (const knot of knots) {
    const weight = weightOf(knot);
    const last = lists.at(-1);
    const fits = last !== undefined && filled + weight <= each;
    if (fits) last.push(...knot);
    else lists.push([...knot]);
    filled = fits ? filled + weight : weight;
  }
  return lists;
}

// A server takes 16 MiB at once, which is 10,000 changes of this many letters, with all that stands beside the content.
const usual = 1_000;

function weightOf(deeds: readonly Deed[]): number {
  return deeds.reduce((sum, { after }) => sum + Math.max(1, Math.ceil(JSON.stringify(after).length / usual)), 0);
}

const comes: readonly SyncKind[] = ['environment', 'type', 'user', 'connection', 'enrichment', 'export'];

function rank({ kind, after }: Deed): number {
  const at = comes.indexOf(kind);
  return after === null ? 2 * comes.length - at : at;
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

/** For each deed those that have to be done before it, or with it. */
function needsOf(verdicts: Verdicts, side: SyncSide, deeds: readonly Deed[]): ReadonlyMap<Deed, readonly Deed[]> {
  const byKey = new Map(deeds.map((deed) => [deed.key, deed]));
  const before = stateBefore(verdicts, side);
  const types = byTypeName(deeds);
  const sharing = byUser(deeds);
  const promoted = deeds.find((it) => isAdministrator(it.after) && !isAdministrator(it.before?.content));
  const all = (keys: readonly string[] | undefined) => keys?.flatMap((key) => byKey.get(key) ?? []) ?? [];
  const known = { before, types, all };
  return new Map(
    deeds.map((deed) => {
      const demotes = isAdministrator(deed.before?.content) && !isAdministrator(deed.after);
      const needs = [
        ...(deed.after === null ? leavesLast(deed, known) : comesAfter(deed, known)),
        ...(deed.kind === 'user' && deed.after === null ? (sharing.get(deed.id) ?? []) : []),
        // D10: somebody is administrator before somebody else no longer is.
        ...(demotes && promoted !== undefined ? [promoted] : []),
      ];
      return [deed, needs.filter((it) => it !== deed)];
    }),
  );
}

interface Known {
  readonly before: AfterState;
  readonly types: ReadonlyMap<string, readonly Deed[]>;
  readonly all: (keys: readonly string[] | undefined) => readonly Deed[];
}

function leavesLast({ key, kind, before }: Deed, known: Known): readonly Deed[] {
  if (kind === 'connection') return known.all(known.before.users.get(key));
  if (before?.kind !== 'type') return [];
  const { name } = before.content;
  return [...known.all(known.before.ofType.get(name)), ...(known.types.get(name) ?? [])];
}

function comesAfter(deed: Deed, { before, types, all }: Known): readonly Deed[] {
  const { kind, after } = deed;
  const connection = asDependent(deed, after)?.connection;
  const shared = kind === 'connection' ? (after as SyncContents['connection']).sharedWith : [];
  const needed = [
    ...(connection ? [`connection/${connection}`] : []),
    ...(typeof shared === 'string' ? [] : shared.map((id) => `user/${id}`)),
    ...(usesVault(kind, after) ? [environmentKey] : []),
    ...(kind === 'environment' && movesVault(deed.before?.content, after) ? before.vaulted : []),
    // Who has the name now lets go of it first, or at the same time where names are exchanged.
    ...claimsOf(kind, after).flatMap((claim) => before.holders.get(claim) ?? []),
  ];
  return [...all(needed), ...(types.get(typeOf(deed, after) ?? '') ?? [])];
}

function byTypeName(deeds: readonly Deed[]): ReadonlyMap<string, readonly Deed[]> {
  const found = new Map<string, Deed[]>();
  for (const deed of deeds) {
    if (deed.kind === 'type' && deed.after !== null) put(found, (deed.after as SyncContents['type']).name, deed);
  }
  return found;
}

// Removing a user takes them out of every sharing, which would move the revision that a change was made for.
function byUser(deeds: readonly Deed[]): ReadonlyMap<string, readonly Deed[]> {
  const found = new Map<string, Deed[]>();
  for (const deed of deeds) {
    if (deed.before?.kind !== 'connection') continue;
    const { sharedWith } = deed.before.content;
    for (const id of typeof sharedWith === 'string' ? [] : sharedWith) put(found, id, deed);
  }
  return found;
}

function put(map: Map<string, Deed[]>, word: string, deed: Deed): void {
  const found = map.get(word);
  if (found === undefined) map.set(word, [deed]);
  else found.push(deed);
}

function isTypeGoing({ kind, after }: Deed): boolean {
  return kind === 'type' && after === null;
}

function isAdministrator(content: unknown): boolean {
  return (content as { readonly role?: string } | null | undefined)?.role === 'administrator';
}

interface Visit {
  readonly deed: Deed;
  readonly needs: readonly Deed[];
  next: number;
}

/**
 * Deeds that need each other in a circle, together, and every such knot after those that it needs (Tarjan; without
 * recursion, because a chain of names may be long).
 */
function knotsOf(deeds: readonly Deed[], needs: ReadonlyMap<Deed, readonly Deed[]>): readonly (readonly Deed[])[] {
  const reached = new Map<Deed, number>();
  const lowest = new Map<Deed, number>();
  const open: Deed[] = [];
  const isOpen = new Set<Deed>();
  const knots: Deed[][] = [];
  const low = (deed: Deed, value: number) => lowest.set(deed, Math.min(lowest.get(deed) ?? value, value));
  for (const start of deeds) {
    if (reached.has(start)) continue;
    const visits: Visit[] = [];
    const enter = (deed: Deed) => {
      low(deed, reached.size);
      reached.set(deed, reached.size);
      open.push(deed);
      isOpen.add(deed);
      visits.push({ deed, needs: needs.get(deed) ?? [], next: 0 });
    };
    enter(start);
    for (let visit = visits.at(-1); visit !== undefined; visit = visits.at(-1)) {
      const need = visit.needs[visit.next];
      visit.next += 1;
      if (need === undefined) {
        visits.pop();
        const { deed } = visit;
        const mine = lowest.get(deed) as number;
        const above = visits.at(-1);
        if (above !== undefined) low(above.deed, mine);
        if (mine === reached.get(deed)) knots.push(knotFrom(deed, open, isOpen));
      } else if (!reached.has(need)) enter(need);
      else if (isOpen.has(need)) low(visit.deed, reached.get(need) as number);
    }
  }
  return knots;
}

function knotFrom(deed: Deed, open: Deed[], isOpen: Set<Deed>): Deed[] {
  const knot = open.splice(open.lastIndexOf(deed));
  for (const member of knot) isOpen.delete(member);
  // Of two types of one name the one that goes does so first: the door finds a type by its name.
  return knot.sort((one, other) => Number(isTypeGoing(other)) - Number(isTypeGoing(one)));
}
