import { describeEnvironment } from './environment.contract.ts';
import { openSqliteWorld } from './open-sqlite.ts';

// Lets everything else in the process run before each statement, so that a transaction that another could join is joined.
const yielding = () => new Promise<void>((resolve) => setImmediate(resolve));

describeEnvironment('the service over a driver that yields at every statement', () =>
  openSqliteWorld({ beforeStatement: yielding }),
);
