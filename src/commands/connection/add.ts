import { defineCommand } from '../define.ts';
import type { GivenConnection } from '../shared/asking/connection.ts';
import { typedFlags } from '../shared/command-line.ts';
import { addConnection } from '../shared/connection-add.ts';
import { connectionFlags } from '../shared/connection-flags.ts';
import { givenSecrets, givenSettings } from '../shared/given.ts';
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
    if (type === undefined && !context.prompt.interactive) throw typeIsMissing();
    const given: GivenConnection = {
      type,
      displayName,
      settings: givenSettings(fields, flags.set),
      secrets: await givenSecrets(context, flags.secret, type === undefined ? {} : await typeFields(context, type)),
      share: flags.share,
      terms: flags['accept-terms'],
    };
    const { name, tenant } = flags;
    return addConnection(context, given, { name, tenant, flags, typed: typedFlags(fields) });
  },
});
