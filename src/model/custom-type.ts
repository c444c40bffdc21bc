import type { ConnectionType } from '../fields/connection-type.ts';

/** A connection type that an administrator brought with `type add`, kept in the environment. */
export interface CustomType {
  readonly id: string;
  readonly name: string;
  readonly displayName: string;
  readonly declaration: ConnectionType;
  readonly createdAt: string;
  readonly createdBy: string;
  readonly updatedAt: string;
  readonly updatedBy: string;
  readonly revision: number;
}
