import { describeEnvironment } from './environment.contract.ts';
import { openSqliteWorld } from './open-sqlite.ts';

describeEnvironment('the service over SQLite', () => openSqliteWorld());
