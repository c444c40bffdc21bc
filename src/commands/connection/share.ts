import { defineCommand } from '../define.ts';
import { act } from '../shared/apply.ts';
import { commandLine } from '../shared/command-line.ts';
import { connectionToChange } from '../shared/connection-to-change.ts';
import { sharingChange } from '../shared/sharing-change.ts';

export default defineCommand({
  path: 'connection share',
  summary: 'Let contributors use an export connection',
  description:
    'Contributors then see its name and type, use it for new exports, and manage every export that is on it. They never see its settings. Enrichment connections need no sharing: contributors can always use those.',
  changes: true,
  args: [
    {
      name: 'connection',
      help: 'Name, id or exact display name',
      completes: 'connection',
      offers: [{ purpose: 'export' }],
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
    { run: 'connection share retail-nightly-drop', does: 'let every contributor use it' },
    { run: 'connection share retail-nightly-drop --with user:chloe', does: 'let one contributor use it' },
  ],

  async run({ args, flags }, context) {
    const change = { change: 'connection.share', connection: args.connection, with: flags.with } as const;
    const shown = await connectionToChange(context, change);
    const { name, dependents, revision } = shown;
    const { who, asked, gate } = await sharingChange(context, 'share', shown, flags.with);
    return act(context, {
      command: commandLine('connection share', [name], { ...flags, with: who }),
      asked,
      changes: [{ ...change, with: who, ...(asked ? { ifRevision: revision } : {}) }],
      agree: {
        severity: 'none',
        name,
        says: `this lets ${who.map((word) => word.replace(/^user:/, '')).join(', ')} use ${name}`,
        ...gate,
      },
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
