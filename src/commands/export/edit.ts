import { defineCommand } from '../define.ts';
import { editDependent, editFlags } from '../shared/dependent-edit.ts';

export default defineCommand({
  path: 'export edit',
  summary: 'Change what is sent and how often',
  description:
    'Where data may go is decided by its connection: see `export connect`. The fields of its type have flags of their own: see them with `export edit EXPORT --help`.',
  changes: true,
  args: [{ name: 'export', help: 'Name, id or exact display name', completes: 'export' }],
  passes: { help: 'With `--command`: what `export run` runs, with its arguments', optional: true },
  flags: editFlags,
  examples: [
    { run: 'export edit nightly-customers --tables Customer,Order', does: 'send another table along' },
    { run: 'export edit nightly-customers --schedule off', does: 'stop running it by the clock' },
    { run: 'export edit nightly-customers --command -- rclone copy out drop:in', does: 'what `export run` runs' },
    { run: 'export edit nightly-customers --unset leftOutFields', does: 'forget what one field was given' },
  ],
  fields: 'export',

  run: (input, context) => editDependent('export', input.args.export, input, context),
});
