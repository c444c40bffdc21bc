import { connectionOrders } from '../../model/orders.ts';
import { defineCommand } from '../define.ts';
import { pageOf } from '../shared/page.ts';

export default defineCommand({
  path: 'connection list',
  summary: 'List the connections of an environment',
  description: 'Contributors see the connections they may use, by name and type alone.',
  lists: true,
  sorts: connectionOrders,
  args: [],
  flags: {
    type: { kind: 'text', placeholder: 'TYPE', completes: 'type', help: 'Only of this type' },
    purpose: {
      kind: 'text',
      choices: ['export', 'enrichment', 'miscellaneous'],
      help: 'Only what serves this purpose',
    },
    shared: { kind: 'text', choices: ['administrators', 'contributors', 'users'], help: 'Only shared like this' },
    unused: { kind: 'switch', help: 'Only those that nothing uses' },
    locked: { kind: 'switch', help: 'Only locked ones' },
    'uses-secret-of': {
      kind: 'text',
      placeholder: 'CONNECTION',
      completes: 'connection',
      help: 'Only those that hold the same secret as this one',
    },
    status: {
      kind: 'text',
      choices: ['ready', 'awaiting-sign-in'],
      help: 'Only ready ones, or only those that await their sign-in',
    },
  },
  examples: [
    { run: 'connection list', does: 'the first page' },
    { run: 'connection list --type sftp --sort createdAt:desc', does: 'SFTP connections, newest first' },
    { run: 'connection list --unused -o name', does: 'names of those that nothing uses, for a script' },
  ],

  async run({ flags }, context) {
    const environment = await context.environment();
    const { type, purpose, shared, unused, locked, status, 'uses-secret-of': usesSecretOf } = flags;
    const listed = await environment.query('connection.list', {
      ...pageOf(context.common),
      ...(type === undefined ? {} : { type }),
      ...(purpose === undefined ? {} : { purpose }),
      ...(shared === undefined ? {} : { shared }),
      ...(unused ? { unused } : {}),
      ...(locked ? { locked } : {}),
      ...(usesSecretOf === undefined ? {} : { usesSecretOf }),
      ...(status === undefined ? {} : { status: status === 'ready' ? 'ready' : 'awaiting sign-in' }),
      ...(context.common.search === undefined ? {} : { search: context.common.search }),
    });
    return { kind: 'ConnectionList', data: listed };
  },
});
