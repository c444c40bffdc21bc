import { dependentOrders } from '../../model/orders.ts';
import { defineCommand } from '../define.ts';
import { filterOf, listFlags } from '../shared/dependent-list.ts';

export default defineCommand({
  path: 'enrichment list',
  summary: 'List enrichments with their connections',
  description:
    'Everyone sees every enrichment, with the display name and type of its connection, and what they may do with it.',
  lists: true,
  sorts: dependentOrders,
  args: [],
  flags: listFlags,
  examples: [
    { run: 'enrichment list', does: 'the first page' },
    { run: 'enrichment list --status inactive', does: 'those that are stopped' },
    { run: 'enrichment list --connection company-data -o name', does: 'names of what uses one connection' },
  ],

  async run({ flags }, context) {
    const environment = await context.environment();
    return {
      kind: 'EnrichmentList',
      data: await environment.query('enrichment.list', filterOf(flags, context.common)),
    };
  },
});
