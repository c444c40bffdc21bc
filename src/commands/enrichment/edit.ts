import { defineCommand } from '../define.ts';
import { editDependent, editFlags } from '../shared/dependent-edit.ts';

export default defineCommand({
  path: 'enrichment edit',
  summary: 'Change its settings or its schedule',
  description: 'The fields of its type have flags of their own: see them with `enrichment edit ENRICHMENT --help`.',
  changes: true,
  args: [{ name: 'enrichment', help: 'Name, id or exact display name', completes: 'enrichment' }],
  passes: { help: 'With `--command`: what `enrichment run` runs, with its arguments', optional: true },
  flags: editFlags,
  examples: [
    { run: 'enrichment edit company-profiles --customers "High value customers"', does: 'enrich one segment' },
    { run: 'enrichment edit company-profiles --schedule "every 6 hours"', does: 'run it more often' },
  ],
  fields: 'enrichment',

  run: (input, context) => editDependent('enrichment', input.args.enrichment, input, context),
});
