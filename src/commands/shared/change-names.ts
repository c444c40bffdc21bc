import type { ChangeName } from '../../model/change.ts';

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
  'enrichment.add': true,
  'enrichment.edit': true,
  'enrichment.connect': true,
  'enrichment.activate': true,
  'enrichment.deactivate': true,
  'enrichment.remove': true,
  'user.add': true,
  'user.edit': true,
  'user.remove': true,
  'type.add': true,
  'type.remove': true,
  'environment.edit': true,
};

/** Every change there is, as `can` and the audit trail name it: `connection.edit`. */
export const changeNames: readonly ChangeName[] = Object.keys(names) as ChangeName[];
