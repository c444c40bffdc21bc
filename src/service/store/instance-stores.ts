import type { Driver } from './driver.ts';

/** The instances of a server: one store each, with the same tables whatever the engine. */
export interface InstanceStores {
  /** Ids of all instances, the home instance first: the one made by `serve init`, whose administrators administer the server. */
  list(): Promise<readonly string[]>;
  has(id: string): Promise<boolean>;
  /** The driver of one; kept open and shared, closed with `close`. */
  open(id: string): Driver;
  /** Makes one and fills it, all or nothing; false when it is there already. The seed gives its environment this very id. */
  make(id: string, seed: (driver: Driver) => Promise<void>): Promise<boolean>;
  /** Answers when the database can be used, refuses with `store.unreachable` where not. */
  ready(): Promise<void>;
  close(): Promise<void>;
}

/** What may stand in the name of a file or a schema. Every id that cinch makes is one. */
export function isInstanceId(id: string): boolean {
  return /^[0-9a-z][0-9a-z-]{0,56}$/.test(id);
}
