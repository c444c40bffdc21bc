import type { Actor } from '../model/user.ts';
import type { LookingPorts } from './ports.ts';
import type { Session } from './store/driver.ts';
import type { Head } from './store/head.ts';

/** What answering one question may look at: one consistent view of the store. */
export interface Asking {
  readonly ports: LookingPorts;
  readonly session: Session;
  readonly head: Head;
  readonly actor: Actor;
}
