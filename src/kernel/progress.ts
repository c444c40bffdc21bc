/** Work that can take long. A view has the words of each. */
export type LongWork =
  | 'judge'
  | 'write'
  | 'enter'
  | 'read'
  | 'records'
  | 'trail'
  | 'structure'
  | 'copy'
  | 'seal'
  | 'key'
  | 'test'
  | 'busy'
  | 'vault'
  | 'server'
  | 'sides'
  | 'sync';

/** Is told how far long work has come, as often as one likes; a person hears of it only once it is worth it. */
export interface Progress {
  /** `done` of `total` where those are known; without them only that it goes on. */
  step(work: LongWork, done?: number, total?: number): void;
  /** Tells beforehand of work that leaves no room for steps; its size says whether it will take long. */
  alone(work: LongWork, bytes: number): void;
  /** Tells that it goes on until `wait` settles, and settles as it does. */
  during<T>(work: LongWork, wait: Promise<T>): Promise<T>;
}

/** Goes through many things and tells how far it has come. */
export function* stepping<T>(
  progress: Pick<Progress, 'step'> | undefined,
  work: LongWork,
  items: readonly T[],
): Iterable<T> {
  let done = 0;
  for (const item of items) {
    progress?.step(work, done, items.length);
    done += 1;
    yield item;
  }
}
