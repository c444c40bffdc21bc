import type { Clock, Digest, NewId } from '../kernel/ports.ts';
import type { Progress } from '../kernel/progress.ts';
import type { Caller } from '../model/caller.ts';
import type { Driver } from './store/driver.ts';
import type { Sealing } from './store/sealing.ts';

/** What looking works with, and for whom. */
export interface LookingPorts {
  readonly driver: Pick<Driver, 'place' | 'read' | 'write'>;
  readonly digest: Digest;
  readonly clock: Clock;
  /** Is told how far long work has come. */
  readonly progress?: Pick<Progress, 'step'>;
  /** Who opens the door. */
  readonly caller: Caller;
  /** The user to act as (D19); the account has to be an administrator. */
  readonly as?: string;
  /** What opens stored secrets, for the one question that compares them. */
  readonly sealing?: Sealing;
}

/** The same for changing. */
export interface ServicePorts extends LookingPorts {
  readonly driver: Driver;
  readonly newId: NewId;
  readonly sealing: Sealing;
}
