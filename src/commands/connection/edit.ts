import { problem } from '../../kernel/problem.ts';
import { narrows, type SharedWith } from '../../model/sharing.ts';
import { defineCommand } from '../define.ts';
import { act } from '../shared/apply.ts';
import { commandLine } from '../shared/command-line.ts';
import { connectionFields } from '../shared/connection-fields.ts';
import { connectionFlags } from '../shared/connection-flags.ts';
import { connectionToChange } from '../shared/connection-to-change.ts';
import { givenSecrets, givenSettings, secretsOf } from '../shared/given.ts';
import { nothingToChange } from '../shared/nothing-to-change.ts';
import { typeFields } from '../shared/type-fields.ts';

export default defineCommand({
  path: 'connection edit',
  summary: 'Change settings, secrets or sharing',
  description:
    'The fields of its type have flags of their own: see them with `connection edit CONNECTION --help`. The type itself never changes. Where a field says where a secret is sent, the secret is given again, or kept with `--keep-secrets`. Names are changed with `connection rename`.',
  changes: true,
  args: [{ name: 'connection', help: 'Name, id or exact display name', completes: 'connection' }],
  flags: {
    ...connectionFlags,
    unset: { kind: 'many', placeholder: 'FIELD', help: 'Take a value away; repeatable' },
    'keep-secrets': { kind: 'switch', help: 'Let stored secrets go to the host or account that is given now' },
  },
  examples: [
    { run: 'connection edit retail-nightly-drop --export-folder nightly/drop', does: 'change one field' },
    { run: 'connection edit retail-nightly-drop --secret password=env:SFTP_PASSWORD', does: 'give a new secret' },
    {
      run: 'connection edit retail-nightly-drop --hostname sftp2.partner.example --keep-secrets --yes',
      does: 'move to another host of the same partner, with the secret that is stored',
    },
  ],
  fields: async ([connection], context) => (connection === undefined ? {} : connectionFields(context, connection)),

  async run({ args, flags, fields }, context) {
    const { unset, share, tenant, 'accept-terms': terms, 'keep-secrets': keepSecrets } = flags;
    const subject = { change: 'connection.edit', connection: args.connection } as const;
    const shown = await connectionToChange(context, subject);
    const { name } = shown;
    const typed = await typeFields(context, shown.type);
    const set = givenSettings(fields, flags.set);
    const given = Object.keys(set).length + flags.secret.length + unset.length + share.length;
    if (given === 0 && terms === undefined && tenant === undefined) throw nothingToChange(shown, typed);
    const twice = unset.find((key) => key in set);
    if (twice !== undefined)
      throw problem('usage.flag_value', { flag: '--unset', rule: `a field that is not set as well, unlike ${twice}` });
    const takesAway = share.length > 0 && narrows(shown.sharedWith, sharingOf(share));
    const consequences = [
      ...(keepSecrets ? [`keeps the stored secrets of ${name} for the target that is given now`] : []),
      ...(takesAway ? [`takes ${name} from contributors who can use it now`] : []),
    ];
    const secrets = secretsOf(await givenSecrets(context, flags.secret, typed));

    return act(context, {
      command: commandLine('connection edit', [name], {
        ...flags,
        set: Object.entries(set).map(([key, value]) => `${key}=${value}`),
      }),
      changes: [
        {
          ...subject,
          set,
          secrets,
          unset,
          ...(keepSecrets ? { keepSecrets } : {}),
          ...(share.length === 0 ? {} : { share }),
          ...(terms === undefined ? {} : { terms }),
          ...(tenant === undefined ? {} : { tenant }),
          ...(consequences.length === 0 ? {} : { ifRevision: shown.revision }),
        },
      ],
      agree: {
        severity: consequences.length === 0 ? 'none' : 'moderate',
        name,
        says: `this ${consequences.length === 0 ? `changes ${name}` : consequences.join(' and ')}`,
      },
      next: ({ result }) => (result === 'unchanged' ? [] : [`cinch connection show ${name}`]),
    });
  },
});

// Users by name, as the connection shows them; whether they exist is for the service to say.
function sharingOf(words: readonly string[]): SharedWith {
  if (words.includes('contributors')) return 'contributors';
  const users = words.filter((word) => word.startsWith('user:')).map((word) => word.slice('user:'.length));
  return users.length === 0 ? 'administrators' : users;
}
