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
  /** Whether the environment is served to a team: only there are there tokens, groups and applications. */
  readonly served?: boolean;
  /** The issuer that vouches for people and applications, where one is configured. */
  readonly issuer?: string;
  /** What was written of a caller before they are answered, so that it is tried once. */
  readonly settled?: ReadonlySet<string>;
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
