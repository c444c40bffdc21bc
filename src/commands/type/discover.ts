import { defineCommand } from '../define.ts';
import { browseTypes } from '../shared/asking/browse-types.ts';
import { addConnection } from '../shared/connection-add.ts';
import { typeOrders } from '../shared/type-items.ts';
import { fittingTypes, typeListFlags, typeListing } from '../shared/type-listing.ts';

export default defineCommand({
  path: 'discover',
  summary: 'Look through what can be connected, and set it up',
  description:
    'At a terminal it is a list to search, with all there is to know of each type, from which a set-up starts. On a pipe, with `-o` or with `--no-input` it is the list that `type list` prints.',
  sorts: typeOrders,
  args: [],
  flags: typeListFlags,
  examples: [
    { run: 'discover', does: 'everything that can be connected' },
    { run: 'discover --category email-marketing', does: 'services that send e-mail' },
    { run: 'discover -o name', does: 'their ids, for a script' },
  ],

  async run({ flags }, context) {
    const items = context.converses ? await fittingTypes(context, flags) : [];
    if (items.length === 0) return typeListing(context, flags);
    const type = await browseTypes(context, items);
    if (type === undefined) return { kind: 'Text', data: { text: '' } };
    return addConnection(context, {
      type,
      displayName: '',
      settings: {},
      secrets: {},
      share: [],
      terms: undefined,
    });
  },
});
