import { problem } from '../../kernel/problem.ts';
import type { ConnectionDetail } from '../../model/query.ts';
import type { Context } from '../context.ts';
import { defineCommand } from '../define.ts';
import { act } from '../shared/apply.ts';
import { commandLine } from '../shared/command-line.ts';
import { connectionToChange } from '../shared/connection-to-change.ts';

export default defineCommand({
  path: 'connection unshare',
  summary: 'Keep an export connection to administrators again',
  description: 'Exports that are on it stay as they are. Contributors keep seeing them and can no longer change them.',
  changes: true,
  args: [{ name: 'connection', help: 'Name, id or exact display name', completes: 'connection' }],
  flags: {
    with: {
      kind: 'many',
      placeholder: 'WHO',
      help: 'Who: contributors, or user:NAME for one of them; all contributors when left out; repeatable',
    },
  },
  examples: [
    { run: 'connection unshare retail-nightly-drop --dry-run', does: 'see which exports become view-only' },
    { run: 'connection unshare retail-nightly-drop --with user:chloe --yes', does: 'take it from one contributor' },
  ],

  async run({ args, flags }, context) {
    const who = flags.with.length === 0 ? ['contributors'] : flags.with;
    const change = { change: 'connection.unshare', connection: args.connection, with: who } as const;
    const shown = await connectionToChange(context, change);
    const { name, lock, purpose, sharedWith, revision } = shown;
    if (lock !== null) throw problem('connection.locked', { name, ...lock });
    const loses = purpose === 'export' && sharedWith !== 'administrators';
    return act(context, {
      command: commandLine('connection unshare', [name], { with: who }),
      changes: [{ ...change, ...(loses ? { ifRevision: revision } : {}) }],
      agree: {
        severity: loses ? 'moderate' : 'none',
        name,
        says: `this takes ${name} from ${who.join(', ')}${loses ? await viewOnly(context, shown) : ''}`,
      },
      next: ({ result }) => (result === 'unchanged' ? [] : [commandLine('connection share', [name], { with: who })]),
    });
  },
});

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
