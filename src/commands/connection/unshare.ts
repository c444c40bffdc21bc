import { problem } from '../../kernel/problem.ts';
import type { ConnectionDetail } from '../../model/query.ts';
import type { Context } from '../context.ts';
import { defineCommand } from '../define.ts';
import { act } from '../shared/apply.ts';
import { commandLine } from '../shared/command-line.ts';
import { connectionToChange } from '../shared/connection-to-change.ts';
import { sharingChange } from '../shared/sharing-change.ts';

export default defineCommand({
  path: 'connection unshare',
  summary: 'Keep an export connection to administrators again',
  description: 'Exports that are on it stay as they are. Contributors keep seeing them and can no longer change them.',
  changes: true,
  args: [
    {
      name: 'connection',
      help: 'Name, id or exact display name',
      completes: 'connection',
      offers: [{ shared: 'contributors' }, { shared: 'users' }],
    },
  ],
  flags: {
    with: {
      kind: 'many',
      placeholder: 'WHO',
      completes: 'contributors',
      help: 'Who: contributors, or user:NAME for one of them; asked at a terminal, otherwise all contributors; repeatable',
    },
  },
  examples: [
    { run: 'connection unshare retail-nightly-drop --dry-run', does: 'see which exports become view-only' },
    { run: 'connection unshare retail-nightly-drop --with user:chloe --yes', does: 'take it from one contributor' },
  ],

  async run({ args, flags }, context) {
    const change = { change: 'connection.unshare', connection: args.connection, with: flags.with } as const;
    const shown = await connectionToChange(context, change);
    const { name, lock, purpose, sharedWith, revision } = shown;
    if (lock !== null) throw problem('connection.locked', { name, ...lock });
    const { who, asked, gate } = await sharingChange(context, 'unshare', shown, flags.with);
    const loses = purpose === 'export' && sharedWith !== 'administrators';
    // A person sees the exports drawn.
    const exports = loses && !context.prompt.interactive ? await viewOnly(context, shown) : '';
    return act(context, {
      command: commandLine('connection unshare', [name], { ...flags, with: who }),
      asked,
      changes: [{ ...change, with: who, ...(loses ? { ifRevision: revision } : {}) }],
      agree: {
        severity: loses ? 'moderate' : 'none',
        name,
        says: `this takes ${name} from ${who.map((word) => word.replace(/^user:/, '')).join(', ')}${exports}`,
        ...gate,
      },
      next: ({ result }) =>
        result === 'unchanged' ? [] : [commandLine('connection share', [name], { with: backTo(shown, who) })],
    });
  },
});

// Those who had it, and not everybody, where it was shared by name.
function backTo({ sharedWith }: ConnectionDetail, who: readonly string[]): readonly string[] {
  return typeof sharedWith === 'string' || !who.includes('contributors')
    ? who
    : sharedWith.map((user) => `user:${user}`);
}

const mostNamed = 5;

// D4: what becomes of the exports is said before the question, not after.
async function viewOnly(context: Context, { name }: ConnectionDetail): Promise<string> {
  const environment = await context.environment();
  const { exports } = await environment.query('connection.dependents', { connection: name });
  if (exports.length === 0) return '';
  const named = exports.slice(0, mostNamed).map((it) => it.name);
  const more = exports.length > mostNamed ? ` and ${exports.length - mostNamed} more` : '';
  return `, who then only see ${exports.length === 1 ? 'its export' : 'its exports'} ${named.join(', ')}${more}`;
}
