import { catalog } from '../catalog/index.ts';
import type { ConnectionType } from '../fields/connection-type.ts';
import { nearest } from '../kernel/nearest.ts';
import { problem } from '../kernel/problem.ts';

/** Looks a declaration up by id, first among the catalog's own, then among the environment's. */
export interface Types {
  get(id: string): Promise<ConnectionType>;
  find(id: string): Promise<ConnectionType | undefined>;
}

// What the catalog declares never changes, so one look-up of each serves every environment.
const loaded = new Map<string, Promise<ConnectionType>>();

/** The catalog together with what one environment brought. Declarations are loaded when first asked for. */
export function createTypes(custom: (id: string) => Promise<ConnectionType | undefined>): Types {
  const find = async (id: string) => {
    const known = loaded.get(id);
    if (known !== undefined) return known;
    const entry = catalog.find((it) => it.id === id);
    if (entry === undefined) return custom(id);
    const loading = entry.load();
    loaded.set(id, loading);
    return loading;
  };
  return {
    find,
    async get(id) {
      const found = await find(id);
      if (found === undefined) throw unknownType(id);
      return found;
    },
  };
}

export function unknownType(id: string) {
  const known = catalog.map((entry) => entry.id);
  return problem('not_found', {
    kind: 'connection type',
    ref: id,
    nearest: nearest(id, known),
    list: 'cinch type list',
  });
}
