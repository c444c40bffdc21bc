import { describeEnvironment } from './environment.contract.ts';
import { postgresWorlds } from './open-postgres.ts';

describeEnvironment('the service over PostgreSQL', postgresWorlds());
