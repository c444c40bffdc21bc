/** What is known of a limited number of things: the ones that were not met for longest are forgotten. */
export interface Remembered<V> {
  get(key: string): V | undefined;
  set(key: string, value: V): void;
  forget(key: string): void;
}

export function remembered<V>(most: number): Remembered<V> {
  const known = new Map<string, V>();
  return {
    get: (key) => known.get(key),
    set(key, value) {
      known.delete(key);
      known.set(key, value);
      // A map keeps the order in which its keys came.
      if (known.size > most) known.delete(known.keys().next().value as string);
    },
    forget: (key) => void known.delete(key),
  };
}
