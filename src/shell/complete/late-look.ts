import type { Look } from './look.ts';

/** Loads what can look around at the first look; where that fails there is nothing to be seen. */
export function lateLook(before: readonly string[], variables: () => readonly string[]): Look {
  const around = async () => (await import('./local-look.ts')).lookAround(before);
  return {
    names: (filter) => orNone([], async () => (await around()).names(filter)),
    environments: () => orNone([], async () => (await around()).environments()),
    declaration: (type) =>
      orNone(undefined, async () => {
        const { catalog } = await import('../../catalog/index.ts');
        const known = catalog.find(({ id }) => id === type);
        return known === undefined ? (await around()).declaration(type) : known.load();
      }),
    variables,
  };
}

function orNone<T, N>(none: N, work: () => Promise<T>): Promise<T | N> {
  return work().catch(() => none);
}
