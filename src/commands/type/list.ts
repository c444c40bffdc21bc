import { defineCommand } from '../define.ts';
import { typeOrders } from '../shared/type-items.ts';
import { typeListFlags, typeListing } from '../shared/type-listing.ts';

export default defineCommand({
  path: 'type list',
  summary: 'List what can be connected',
  description: 'The catalog, and the types of your own that the environment has. Works before there is an environment.',
  sorts: typeOrders,
  args: [],
  flags: typeListFlags,
  examples: [
    { run: 'type list --purpose enrichment --addable', does: 'what can be set up to enrich data' },
    { run: 'type list --search ads --sort name', does: 'advertising services by name' },
  ],

  run: async ({ flags }, context) => typeListing(context, flags),
});
