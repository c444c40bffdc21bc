import { dependentOrders } from '../../model/orders.ts';
import { defineCommand } from '../define.ts';
import { filterOf, listFlags } from '../shared/dependent-list.ts';

export default defineCommand({
  path: 'export list',
  summary: 'List exports with their connections',
  description:
    'Everyone sees every export, with the display name and type of its connection, and what they may do with it.',
  lists: true,
  sorts: dependentOrders,
  args: [],
  flags: listFlags,
  examples: [
    { run: 'export list', does: 'the first page' },
    { run: 'export list --connection retail-nightly-drop', does: 'what uses one connection' },
    { run: 'export list --without-connection -o name', does: 'names of those that cannot run, for a script' },
  ],

  async run({ flags }, context) {
    const environment = await context.environment();
    return { kind: 'ExportList', data: await environment.query('export.list', filterOf(flags, context.common)) };
  },
});
