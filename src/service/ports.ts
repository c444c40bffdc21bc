import type { Clock, Digest, NewId } from '../kernel/ports.ts';
import type { Progress } from '../kernel/progress.ts';
import type { Driver } from './store/driver.ts';
import type { Sealing } from './store/sealing.ts';

/** What the service works with, and for whom. */
export interface ServicePorts {
  readonly driver: Driver;
  readonly digest: Digest;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly sealing: Sealing;
  /** Is told how far long work has come. */
  readonly progress?: Pick<Progress, 'step'>;
  /** Who opens the door: a user's name. */
  readonly account: string;
  /** The user to act as (D19); the account has to be an administrator. */
  readonly as?: string;
}
