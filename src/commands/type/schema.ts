import { typeSchema } from '../../fields/json-schema.ts';
import { defineCommand } from '../define.ts';
import { typeAt } from '../shared/type-at.ts';

export default defineCommand({
  path: 'type schema',
  summary: 'Print the JSON Schema of a type',
  description: 'For editors and validators: the settings and secrets of a connection of this type.',
  args: [{ name: 'type', help: 'Connection type, as `type list` has it', completes: 'type' }],
  flags: {},
  examples: [
    { run: 'type schema sftp > sftp.schema.json', does: 'keep it for an editor' },
    { run: 'type schema mailchimp --query properties', does: 'the fields alone' },
  ],

  run: async ({ args }, context) => ({ kind: 'Schema', data: typeSchema(await typeAt(context, args.type)) }),
});
