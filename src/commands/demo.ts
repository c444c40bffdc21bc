import { shellWord } from '../kernel/shell-word.ts';
import { currentTerms } from '../model/terms.ts';
import type { Context } from './context.ts';
import { defineCommand } from './define.ts';

interface Scene {
  readonly says: string;
  readonly argv: readonly string[];
}

const terms = ['--accept-terms', currentTerms()];
const sftp = ['--username', 'svc-cdp', '--secret', 'password=env:SFTP_PASSWORD', ...terms];

const scenes: readonly Scene[] = [
  { says: 'What can be connected for storage', argv: ['type', 'list', '--search', 'storage'] },
  {
    says: 'Add a connection; the password comes from a variable and is sealed',
    argv: [
      'connection',
      'add',
      'sftp',
      'Retail nightly drop',
      '--hostname',
      'sftp.partner.example',
      '--export-folder',
      'Nightly/Drop',
      ...sftp,
    ],
  },
  {
    says: 'One with browser sign-in, open to contributors',
    argv: ['connection', 'add', 'mailchimp', 'Newsletter', '--share', 'contributors', ...terms],
  },
  {
    says: 'One for enrichments',
    argv: ['connection', 'add', 'leadspace', 'Company data', '--secret', 'token=env:LEADSPACE_TOKEN', ...terms],
  },
  {
    says: 'Put exports and an enrichment on them',
    argv: [
      'export',
      'add',
      'VIP segment nightly',
      '--connection',
      'retail-nightly-drop',
      '--schedule',
      'daily 02:00 Europe/Amsterdam',
    ],
  },
  {
    says: '',
    argv: [
      'export',
      'add',
      'Winback weekly',
      '--connection',
      'retail-nightly-drop',
      '--schedule',
      'weekly sun 04:00 UTC',
    ],
  },
  { says: '', argv: ['enrichment', 'add', 'Company lookup', '--connection', 'company-data'] },
  { says: 'The list', argv: ['connection', 'list'] },
  { says: 'Inside one; the secret stays hidden', argv: ['connection', 'show', 'retail-nightly-drop'] },
  { says: 'A contributor sees names, and nothing inside', argv: ['user', 'add', 'chloe', '--role', 'contributor'] },
  { says: '', argv: ['connection', 'list', '--as', 'chloe'] },
  { says: 'Share it, and lock it', argv: ['connection', 'share', 'retail-nightly-drop', '--with', 'user:chloe'] },
  { says: '', argv: ['connection', 'lock', 'retail-nightly-drop', '--reason', 'feeds the partner SLA'] },
  {
    says: 'A locked connection is not changed',
    argv: ['connection', 'edit', 'retail-nightly-drop', '--username', 'other'],
  },
  { says: '', argv: ['connection', 'unlock', 'retail-nightly-drop'] },
  {
    says: 'The partner moves: a new connection, and everything goes over in one step',
    argv: ['connection', 'add', 'sftp', 'Retail drop 2027', '--hostname', 'sftp2.partner.example', ...sftp],
  },
  { says: 'What would break', argv: ['connection', 'dependents', 'retail-nightly-drop'] },
  { says: 'In use, so it is not simply removed', argv: ['connection', 'remove', 'retail-nightly-drop'] },
  {
    says: 'A choice for each, in one transaction',
    argv: [
      'connection',
      'remove',
      'retail-nightly-drop',
      '--exports',
      'winback-weekly=disconnect',
      '--exports',
      'move:retail-drop-2027',
      '--confirm',
      'retail-nightly-drop',
      '--reason',
      'partner moved',
    ],
  },
  { says: 'Who did what', argv: ['audit', 'list', '--limit', '4'] },
  {
    says: 'And for scripts',
    argv: [
      'connection',
      'list',
      '-o',
      'json',
      '--query',
      'items[].{name: name, type: type, exports: dependents.exports}',
    ],
  },
];

async function* play(context: Context) {
  const stage = await context.openStage();
  const variables = {
    CINCH_KEY_FILE: `${stage.home}/demo.key`,
    COLUMNS: String(Math.max(80, context.io.width)),
    SFTP_PASSWORD: context.newId(),
    LEADSPACE_TOKEN: context.newId(),
  };
  try {
    for (const { says, argv } of scenes) {
      // A pipe would get tab-separated lines; what is shown here is what a terminal shows.
      const { output, exit } = await stage.run(
        argv,
        argv[1] === 'list' ? { ...variables, CINCH_OUTPUT: 'table' } : variables,
      );
      yield { says, command: ['cinch', ...argv].map(shellWord).join(' '), output, exit };
    }
  } finally {
    stage.remove();
  }
}

export default defineCommand({
  path: 'demo',
  summary: 'Play the whole life of a connection on a throwaway store',
  description:
    'Runs real commands and shows what they really print. Nothing of it is left behind, and no store of yours is touched.',
  args: [],
  flags: {},
  examples: [
    { run: 'demo', does: 'from adding to removing, in a few seconds' },
    { run: 'demo > demo.txt', does: 'keep it, to be read later' },
  ],

  async run(_input, context) {
    return { kind: 'Demo', data: {}, stream: play(context) };
  },
});
