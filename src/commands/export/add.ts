import { defineCommand } from '../define.ts';
import { addArgs, addDependent, addFlags } from '../shared/dependent-add.ts';

export default defineCommand({
  path: 'export add',
  summary: 'Add an export on a connection',
  description:
    'Contributors may put exports on connections that are shared with them. What is sent can be told later: `export show` lists what a run still lacks. The fields of its type have flags of their own: see them with `export add --connection NAME --help`.',
  changes: true,
  args: addArgs,
  flags: addFlags,
  examples: [
    {
      run: 'export add "Nightly customers" --connection retail-nightly-drop --tables Customer --schedule "daily 02:00 Europe/Amsterdam"',
      does: 'a table to a partner, every night',
    },
    {
      run: 'export add "Summer campaign" --connection newsletter --segments "High value customers" --audience-id 1a2b3c4d5e',
      does: 'a segment to an audience, with every system refresh',
    },
    { run: 'export add "Next year" --type sftp', does: 'without a connection yet, so it stays inactive' },
  ],
  fields: 'new-dependent',

  run: (input, context) => addDependent('export', input, context),
});
