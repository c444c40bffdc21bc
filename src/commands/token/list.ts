import { tokenOrders } from '../../model/orders.ts';
import { defineCommand } from '../define.ts';
import { pageOf } from '../shared/page.ts';

export default defineCommand({
  path: 'token list',
  summary: 'List API tokens and when they were last used',
  description:
    'Your own tokens; administrators and auditors see those of everybody. Nothing of a token itself is ever shown again.',
  lists: true,
  sorts: tokenOrders,
  args: [],
  flags: {},
  examples: [
    { run: 'token list', does: 'what acts as you, and until when' },
    { run: 'token list --sort expiresAt', does: 'those that end next come first' },
  ],

  async run(_, context) {
    const environment = await context.environment();
    const { search } = context.common;
    const listed = await environment.query('token.list', {
      ...pageOf(context.common),
      ...(search === undefined ? {} : { search }),
    });
    return { kind: 'TokenList', data: listed };
  },
});
