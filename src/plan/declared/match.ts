import type { Observed } from '../../model/observed.ts';
import type { Manifest } from '../manifest/manifest.ts';
import type { Matched, Target } from './piece.ts';

type Named = readonly [name: string, target: Target];

/** Finds for each entry the live thing that it is about: by its name, or by the name it had before. */
export function match(manifest: Manifest, observed: Observed): Matched {
  const connections = matchKind(manifest.connections, observed.connections);
  const exports = matchKind(manifest.exports, observed.exports);
  return {
    connections,
    exports,
    enrichments: matchKind(manifest.enrichments, observed.enrichments),
    targets: new Map<string, Target>([
      ...left(observed.connections, connections).map(({ id, name, type }): Named => [name, { name, ref: id, type }]),
      ...manifest.connections.map(
        ({ name, type }): Named => [name, { name, ref: connections.get(name)?.id ?? name, type }],
      ),
    ]),
    exportRefs: new Map([
      ...left(observed.exports, exports).map(({ id, name }) => [name, id] as const),
      ...manifest.exports.map(({ name }) => [name, exports.get(name)?.id ?? name] as const),
    ]),
    roles: new Map([...observed.users, ...manifest.users].map(({ name, role }) => [name, role])),
  };
}

// What no entry is about keeps its name.
function left<L extends { readonly id: string }>(
  live: readonly L[],
  matched: ReadonlyMap<string, L | undefined>,
): readonly L[] {
  const ids = new Set([...matched.values()].map((it) => it?.id));
  return live.filter(({ id }) => !ids.has(id));
}

interface Entry {
  readonly name: string;
  readonly renamedFrom?: string;
}

// A rename holds while nothing goes by the new name, so that a second run finds it done. What a rename takes is no longer
// there for an entry of the old name, which may have been renamed itself; hence as often as there is something to find.
function matchKind<L extends { readonly name: string }>(
  entries: readonly Entry[],
  live: readonly L[],
): ReadonlyMap<string, L | undefined> {
  const byName = new Map(live.map((it) => [it.name, it]));
  const taken = new Map<string, string>();
  const open = new Set(entries.filter(({ renamedFrom }) => renamedFrom !== undefined));
  for (let found = true; found; ) {
    found = false;
    for (const entry of open) {
      const { name, renamedFrom = '' } = entry;
      const isFree = !byName.has(name) || taken.has(name);
      if (!isFree || !byName.has(renamedFrom) || taken.has(renamedFrom)) continue;
      taken.set(renamedFrom, name);
      open.delete(entry);
      found = true;
    }
  }
  const from = new Map([...taken].map(([before, after]) => [after, before]));
  return new Map(
    entries.map(({ name }) => {
      const before = from.get(name);
      if (before !== undefined) return [name, byName.get(before)];
      return [name, taken.has(name) ? undefined : byName.get(name)];
    }),
  );
}
