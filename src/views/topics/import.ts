import { currentTerms } from '../../model/terms.ts';
import type { Page } from './page.ts';

export const page: Page = {
  title: 'Import',
  blocks: [
    '`cinch import` reads what another tool keeps and writes a manifest. Every entry comes over or is named: `imported`, `incomplete` with what it lacks, `unsupported` with why. So is every setting that has no place here. The exit code is 0 where all came over whole, and 13 where something did not.',
    [
      ['cinch import --from airflow connections.json > connections.yaml', 'what `airflow connections export` wrote'],
      ['rclone config show | cinch import --from rclone -', 'sftp and azureblob'],
      ['cinch import --from csv servers.csv --type sftp --map "Server name"=hostname --to servers/'],
    ],
    [
      ['sftp, ssh', 'SFTP; a key that is named as a file has to be given as text'],
      ['wasb, adls, azure_data_lake, azure_synapse', 'the storage types; accounts come over, keys have no place'],
      ['sendgrid, facebook_social', 'their types'],
      ['http, https', 'the type whose service answers at the host, where one is known'],
    ],
    'What is missing stands in the manifest as a placeholder, to be filled with `--values` or `--value` of `plan`. `--set FIELD=VALUE` gives a setting to all that lack it. `-o json` tells all of it as a document, with the manifest as `document`.',
    'Columns that are called like a field, its label, `name` or `displayName` go there by themselves. Commas, semicolons and tabs are told apart. A broken row is named with its line, and the rest comes over; rows are read as they come, and `--to` writes files of 5,000 entries each, so that their number does not matter.',
    'Secrets are never written. Each becomes a variable that is named; `--apply --with-secrets` brings those of the file along, sealed at once. Passwords that rclone obscured are read then and not before.',
    [
      [
        `cinch import --from rclone rclone.conf --apply --with-secrets --accept-terms ${currentTerms()} --dry-run`,
        'see what would come',
      ],
    ],
    'What lacks something stays behind and is named; the rest is carried out as `apply` does it, and a second time nothing changes.',
  ],
};
