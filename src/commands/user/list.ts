import { userOrders } from '../../model/orders.ts';
import { roles } from '../../model/user.ts';
import { defineCommand } from '../define.ts';
import { pageOf } from '../shared/page.ts';

export default defineCommand({
  path: 'user list',
  summary: 'List users and their roles',
  description: 'For administrators and auditors.',
  lists: true,
  sorts: userOrders,
  args: [],
  flags: { role: { kind: 'text', choices: roles, help: 'Only with this role' } },
  examples: [
    { run: 'user list', does: 'the first page' },
    { run: 'user list --role administrator -o name', does: 'names of the administrators' },
  ],

  async run({ flags: { role } }, context) {
    const environment = await context.environment();
    const { search } = context.common;
    const listed = await environment.query('user.list', {
      ...pageOf(context.common),
      ...(role === undefined ? {} : { role }),
      ...(search === undefined ? {} : { search }),
    });
    return { kind: 'UserList', data: listed };
  },
});
