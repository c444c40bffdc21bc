import { defineCommand } from '../define.ts';
import { act } from '../shared/apply.ts';
import { type Asked, askConnection, type GivenConnection } from '../shared/asking/connection.ts';
import { commandLine, typedFlags } from '../shared/command-line.ts';
import { connectionFlags } from '../shared/connection-flags.ts';
import { givenSecrets, givenSettings, secretsOf } from '../shared/given.ts';
import { typeFields } from '../shared/type-fields.ts';
import { typeIsMissing } from '../shared/type-is-missing.ts';

export default defineCommand({
  path: 'connection add',
  summary: 'Add a connection to an outside service',
  description:
    'Once the type is named, its fields have flags of their own: see them with `connection add TYPE --help`, and which of them are needed with `type show TYPE`. A name that tells purpose and target helps whoever reads the list.',
  changes: true,
  args: [
    { name: 'type', help: 'Connection type, as `type list` has it', completes: 'addable-type', optional: true },
    { name: 'display-name', help: 'What people call it', optional: true },
  ],
  flags: {
    ...connectionFlags,
    name: { kind: 'text', placeholder: 'NAME', help: 'Name for scripts; made from the display name when left out' },
  },
  examples: [
    {
      run: 'connection add sftp "Retail nightly drop" --hostname sftp.partner.example --username svc-cdp --secret password=env:SFTP_PASSWORD --accept-terms 2026-11',
      does: 'send files to a partner, password from a variable',
    },
    {
      run: 'connection add mailchimp "Newsletter" --share contributors --accept-terms 2026-11',
      does: 'one that contributors may use; it awaits its sign-in',
    },
    {
      run: 'connection add leadspace "Company data" --secret token=file:token.txt --accept-terms 2026-11',
      does: 'for enrichments, token from a file',
    },
  ],
  fields: 'type',

  async run({ args, flags, fields }, context) {
    const { type, 'display-name': displayName = '' } = args;
    const { interactive } = context.prompt;
    if (type === undefined && !interactive) throw typeIsMissing();
    const given: GivenConnection = {
      type,
      displayName,
      settings: givenSettings(fields, flags.set),
      secrets: await givenSecrets(context, flags.secret, type === undefined ? {} : await typeFields(context, type)),
      share: flags.share,
      terms: flags['accept-terms'],
    };
    const save = ({ type: id = '', secrets, share, terms, ...it }: GivenConnection, asked: Asked) =>
      act(context, {
        ...asked,
        command: commandLine('connection add', [id, it.displayName], {
          ...asked.flags,
          ...flags,
          ...asked.flags,
          'accept-terms': terms,
        }),
        changes: [
          {
            change: 'connection.add',
            type: id,
            displayName: it.displayName,
            settings: it.settings,
            secrets: secretsOf(secrets),
            ifExists: context.common.ifExists,
            ...(flags.name === undefined ? {} : { name: flags.name }),
            ...(share.length === 0 ? {} : { share }),
            ...(terms === undefined ? {} : { terms }),
            ...(flags.tenant === undefined ? {} : { tenant: flags.tenant }),
          },
        ],
        next: ({ changes: [added] }) => (added === undefined ? [] : [`cinch connection show ${added.name}`]),
      });
    return interactive ? askConnection(context, given, save) : save(given, { asked: false, flags: typedFlags(fields) });
  },
});
