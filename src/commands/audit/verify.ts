import { problem } from '../../kernel/problem.ts';
import { defineCommand } from '../define.ts';

export default defineCommand({
  path: 'audit verify',
  summary: 'Check that the trail was not altered',
  description:
    'Every entry is chained to the one before it. Whoever could rewrite the whole store could chain it anew, so keep the head elsewhere and compare: `--head` ends with exit code 12 where that head is not in the trail.',
  args: [],
  flags: {
    head: { kind: 'text', placeholder: 'HASH', help: 'A head that was kept elsewhere, to be found in the trail' },
  },
  examples: [
    { run: 'audit verify', does: 'go through the whole trail' },
    { run: 'audit verify -o json --query head', does: 'the head, to be kept elsewhere' },
    { run: 'audit verify --head "$KEPT_HEAD"', does: 'compare with one that was kept' },
  ],

  async run({ flags: { head } }, context) {
    if (head !== undefined && !/^[\w-]{43}$/.test(head))
      throw problem('usage.flag_value', { flag: '--head', rule: 'the `head` of an earlier `audit verify`' });
    const environment = await context.environment();
    const verified = await environment.query('audit.verify', head === undefined ? {} : { head });
    return { kind: 'AuditVerified', data: verified, exit: verified.matches === false ? 12 : 0 };
  },
});
