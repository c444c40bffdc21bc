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
      if (known.size <= most) return;
      // A map keeps the order in which its keys came; going through those that are gone costs, so several go at once.
      for (const oldest of known.keys()) {
        if (known.size <= most * 0.9) break;
        known.delete(oldest);
      }
    },
    forget: (key) => void known.delete(key),
  };
}
