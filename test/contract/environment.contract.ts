import { describe } from '@jest/globals';
import { describeAnyList } from './parts/any-list.ts';
import { describeApplying } from './parts/applying.ts';
import { describeAudit } from './parts/audit.ts';
import { describeConcurrency } from './parts/concurrency.ts';
import { describeConnections } from './parts/connections.ts';
import { describeEditing } from './parts/editing.ts';
import { describeEnrichments } from './parts/enrichments.ts';
import { describeEnvironmentRecord } from './parts/environment-record.ts';
import { describeExports } from './parts/exports.ts';
import { describeKeyVault } from './parts/key-vault.ts';
import { describeLists } from './parts/lists.ts';
import { describeManifests } from './parts/manifests.ts';
import { describeNames } from './parts/names.ts';
import { describeNaming } from './parts/naming.ts';
import { describeReleases } from './parts/releases.ts';
import { describeRemoval } from './parts/removal.ts';
import { describeRoles } from './parts/roles.ts';
import { describeRuns } from './parts/runs.ts';
import { describeSecrets } from './parts/secrets.ts';
import { describeSharing } from './parts/sharing.ts';
import { describeSignIns } from './parts/sign-ins.ts';
import { describeTests } from './parts/tests.ts';
import { describeTypes } from './parts/types.ts';
import { describeUsers } from './parts/users.ts';
import { describeVisibility } from './parts/visibility.ts';
import type { Open } from './stage.ts';

/** What every door keeps, whatever lies behind it: a store in this process, another engine, or a server far away. */
export function describeEnvironment(name: string, open: Open): void {
  describe(name, () => {
    describeConnections(open);
    describeManifests(open);
    describeNames(open);
    describeNaming(open);
    describeEditing(open);
    describeSharing(open);
    describeSignIns(open);
    describeVisibility(open);
    describeExports(open);
    describeEnrichments(open);
    describeRemoval(open);
    describeRoles(open);
    describeUsers(open);
    describeTypes(open);
    describeEnvironmentRecord(open);
    describeApplying(open);
    describeAudit(open);
    describeSecrets(open);
    describeKeyVault(open);
    describeReleases(open);
    describeRuns(open);
    describeTests(open);
    describeLists(open);
    describeConcurrency(open);
    describeAnyList(open);
  });
}
