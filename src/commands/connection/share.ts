import { defineCommand } from '../define.ts';
import { act } from '../shared/apply.ts';
import { commandLine } from '../shared/command-line.ts';
import { connectionToChange } from '../shared/connection-to-change.ts';

export default defineCommand({
  path: 'connection share',
  summary: 'Let contributors use an export connection',
  description:
    'Contributors then see its name and type, use it for new exports, and manage every export that is on it. They never see its settings. Enrichment connections need no sharing: contributors can always use those.',
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
    { run: 'connection share retail-nightly-drop', does: 'let every contributor use it' },
    { run: 'connection share retail-nightly-drop --with user:chloe', does: 'let one contributor use it' },
  ],

  async run({ args, flags }, context) {
    const who = flags.with.length === 0 ? ['contributors'] : flags.with;
    const change = { change: 'connection.share', connection: args.connection, with: who } as const;
    const { name, dependents } = await connectionToChange(context, change);
    return act(context, {
      command: commandLine('connection share', [name], { with: who }),
      changes: [change],
      agree: { severity: 'none', name, says: `this lets ${who.join(', ')} use ${name}` },
      next: ({ result }) =>
        result === 'unchanged'
          ? []
          : [
              ...(dependents.exports > 0 ? [`cinch connection dependents ${name}`] : []),
              commandLine('connection unshare', [name], { with: who }),
            ],
    });
  },
});
