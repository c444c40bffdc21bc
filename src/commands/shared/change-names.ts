import type { ChangeName } from '../../model/change.ts';
import type { ReleaseName } from '../../model/release.ts';

// Complete by its type: a change that is missing here does not compile.
const names: { readonly [N in ChangeName]: true } = {
  'connection.add': true,
  'connection.edit': true,
  'connection.rename': true,
  'connection.share': true,
  'connection.unshare': true,
  'connection.lock': true,
  'connection.unlock': true,
  'connection.sign-in': true,
  'connection.refresh': true,
  'connection.remove': true,
  'connection.tested': true,
  'export.add': true,
  'export.edit': true,
  'export.connect': true,
  'export.disconnect': true,
  'export.remove': true,
  'export.ran': true,
  'enrichment.add': true,
  'enrichment.edit': true,
  'enrichment.connect': true,
  'enrichment.activate': true,
  'enrichment.deactivate': true,
  'enrichment.remove': true,
  'enrichment.ran': true,
  'user.add': true,
  'user.edit': true,
  'user.remove': true,
  'token.create': true,
  'token.revoke': true,
  'type.add': true,
  'type.remove': true,
  'environment.edit': true,
  'keyvault.link': true,
  'keyvault.unlink': true,
  'sync.put': true,
  'sync.remove': true,
  'sync.keep': true,
};

/** Every change there is, as `can` and the audit trail name it: `connection.edit`. */
export const changeNames: readonly ChangeName[] = Object.keys(names) as ChangeName[];

const releases: { readonly [N in ReleaseName]: true } = {
  'connection.test': true,
  'connection.exec': true,
  'connection.authorize': true,
  'export.run': true,
  'enrichment.run': true,
};

/** Every action that the audit trail tells of, besides questions that were refused. */
export const trailNames: readonly (ChangeName | ReleaseName | 'user.bind')[] = [
  ...changeNames,
  ...(Object.keys(releases) as ReleaseName[]),
  'user.bind',
];

/** What `can` answers about: changes that a person makes, and what is handed out. How a run ended is told by the run itself. */
export const actionNames: readonly (ChangeName | ReleaseName)[] = [
  ...changeNames.filter((name) => !name.endsWith('.ran')),
  ...(Object.keys(releases) as ReleaseName[]),
];
