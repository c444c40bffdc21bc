import { problem } from '../../kernel/problem.ts';
import { defineCommand } from '../define.ts';
import { trailNames } from '../shared/change-names.ts';
import { pageOf } from '../shared/page.ts';

export default defineCommand({
  path: 'audit list',
  summary: 'List what was done and refused, newest first',
  description:
    'Every change leaves an entry: who, when, what, which fields and why; never a value. So does everything that was refused for a role.',
  lists: true,
  args: [],
  flags: {
    actor: { kind: 'text', placeholder: 'USER', completes: 'user', help: 'Only by this user' },
    action: {
      kind: 'text',
      placeholder: 'ACTION',
      completes: trailNames,
      help: 'Only this, for example connection.edit',
    },
    target: { kind: 'text', placeholder: 'NAME', help: 'Only to what has, or had, this name or id' },
    since: { kind: 'text', placeholder: 'WHEN', help: 'Only from a day (2026-11-01) or a moment (RFC 3339) on' },
    refused: { kind: 'switch', help: 'Only what was refused' },
  },
  examples: [
    { run: 'audit list', does: 'the last entries' },
    { run: 'audit list --target retail-nightly-drop --since 2026-11-01', does: 'what became of one connection' },
    { run: 'audit list --refused -o jsonl', does: 'attempts that were refused, an entry a line' },
  ],

  async run({ flags: { actor, action, target, since, refused } }, context) {
    const { search } = context.common;
    const filter = {
      ...(actor === undefined ? {} : { actor }),
      ...(action === undefined ? {} : { action }),
      ...(target === undefined ? {} : { target }),
      ...(since === undefined ? {} : { since: momentOf(since) }),
      ...(refused ? { refused } : {}),
      ...(search === undefined ? {} : { search }),
    };
    const environment = await context.environment();
    const listed = await environment.query('audit.list', { ...pageOf(context.common), ...filter });
    return { kind: 'AuditList', data: listed };
  },
});

const day = /^\d{4}-\d{2}-\d{2}$/;
const moment = /^(\d{4}-\d{2}-\d{2})T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})$/;

// As the trail keeps it, in UTC. A moment without its offset would mean another one on another machine.
function momentOf(text: string): string {
  const date = day.test(text) ? text : moment.exec(text)?.[1];
  const time = Date.parse(text);
  const isThere = date !== undefined && new Date(Date.parse(date)).toJSON()?.startsWith(date) === true;
  if (isThere && !Number.isNaN(time)) return new Date(time).toISOString();
  throw problem('usage.flag_value', {
    flag: '--since',
    rule: 'a day in UTC, or a moment with its offset',
    example: '--since 2026-11-01T09:00:00Z',
  });
}
