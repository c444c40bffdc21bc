import { defineCommand } from '../define.ts';
import { addArgs, addDependent, addFlags } from '../shared/dependent-add.ts';

export default defineCommand({
  path: 'enrichment add',
  summary: 'Add an enrichment on a connection',
  description:
    'Administrators and contributors may use every enrichment connection. What it needs can be told later: `enrichment show` lists what a run still lacks. The fields of its type have flags of their own: see them with `enrichment add --connection NAME --help`.',
  changes: true,
  args: addArgs,
  flags: addFlags,
  examples: [
    {
      run: 'enrichment add "Company profiles" --connection company-data --output-table Enriched_customers --customers all',
      does: 'all customers, with every system refresh',
    },
    {
      run: 'enrichment add "Company profiles" --connection company-data --schedule "weekly mon 04:30 UTC"',
      does: 'once a week, the rest later',
    },
  ],
  fields: 'new-dependent',

  run: (input, context) => addDependent('enrichment', input, context),
});
