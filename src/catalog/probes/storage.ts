import { defineProbe } from '../../fields/probe.ts';

/** The connection holds no secret: whoever tests signs in as themselves. */
export const probe = defineProbe({
  kind: 'storage',
  needs: [],
  account: '{storageAccount}',
  container: '{container}',
});
