import { canonical } from '../../kernel/canonical.ts';
import type { Ownership } from '../../model/ownership.ts';
import type { SyncContents, SyncKind, SyncOwner, SyncPut } from '../../model/sync.ts';
import { atRevision, type Outcome, outcome, type Scene } from '../scene.ts';
import type { Records } from '../store/tables.ts';

type Kept = Exclude<SyncKind, 'environment'>;
type Put<K extends Kept> = Omit<SyncPut<K>, 'kind'> & { readonly kind: K; readonly ifRevision?: number };

/** The record as it is here, if it is at the revision that was seen, 0 where there was none: what the list itself does to it does not count. */
export async function presentRecord<K extends Kept>(scene: Scene, change: Put<K>): Promise<Records[K] | undefined> {
  const { kind, id, ifRevision } = change;
  const before = await scene.work.byId(kind, id);
  const { name } = before ?? change.content;
  atRevision(kind, { name, revision: scene.work.before(kind, id)?.revision ?? 0 }, ifRevision);
  return before;
}

/** Who made and changed it elsewhere, and its own next revision here. */
export function toldOf<K extends Kept>({ id, made, changed }: Put<K>, before: Records[K] | undefined) {
  return {
    id,
    createdAt: made.at,
    createdBy: made.by,
    updatedAt: changed.at,
    updatedBy: changed.by,
    revision: (before?.revision ?? 0) + 1,
  };
}

/** The manifest that owns it, at a revision that says whether it is as that left it. */
export function ownedAs(owner: SyncOwner | null, revision: number): { readonly manifest?: Ownership } {
  return owner === null ? {} : { manifest: { id: owner.id, revision: owner.current ? revision : 0 } };
}

interface Difference<K extends Kept> {
  readonly before: Records[K] | undefined;
  readonly after: Records[K];
  readonly contentOf: (record: Records[K]) => SyncContents[K];
  /** Fields that differ although their content does not. */
  readonly besides?: readonly string[];
}

const given: readonly string[] = ['name', 'displayName', 'type', 'purpose'];

/** Writes what differs from before; without a difference nothing is. */
export function putRecord<K extends Kept>(
  scene: Scene,
  kind: K,
  { before, after, contentOf, besides = [] }: Difference<K>,
): Outcome {
  const differ = fieldsThatDiffer(before === undefined ? {} : contentOf(before), contentOf(after));
  // What is new has a name and a type, which its entry tells without that.
  const fields = [...new Set([...differ.filter((it) => before !== undefined || !given.includes(it)), ...besides])];
  if (before === undefined) scene.work.add(kind, after);
  else if (fields.length === 0) return outcome(kind, before, 'unchanged');
  else scene.work.put(kind, after);
  return outcome(kind, after, before === undefined ? 'created' : 'updated', fields);
}

/** What differs, by name: settings one by one, and secrets as `secrets.FIELD`. */
export function fieldsThatDiffer(before: object, after: object): readonly string[] {
  const differ = (one: Members, other: Members) =>
    [...new Set([...Object.keys(one), ...Object.keys(other)])].filter(
      (key) => canonical(one[key] ?? null) !== canonical(other[key] ?? null),
    );
  const [one, other] = [before as Members, after as Members];
  const inside = (member: string) => differ((one[member] ?? {}) as Members, (other[member] ?? {}) as Members);
  return differ(one, other).flatMap((member) => {
    if (member === 'settings') return inside(member);
    return member === 'secrets' ? inside(member).map((field) => `secrets.${field}`) : [member];
  });
}

type Members = { readonly [member: string]: unknown };
