import { defineCommand } from '../define.ts';
import { typeOrders } from '../shared/type-items.ts';
import { typeListFlags, typeListing } from '../shared/type-listing.ts';

export default defineCommand({
  path: 'discover',
  summary: 'List what can be connected',
  description: 'The same as `type list`. Start a setup with `connection add TYPE`.',
  sorts: typeOrders,
  args: [],
  flags: typeListFlags,
  examples: [
    { run: 'discover', does: 'everything that can be connected' },
    { run: 'discover --category email-marketing', does: 'services that send e-mail' },
  ],

  run: async ({ flags }, context) => typeListing(context, flags),
});
