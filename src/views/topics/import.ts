import type { Page } from './page.ts';

export const page: Page = {
  title: 'Import',
  blocks: [
    'Reads what another tool keeps and writes a manifest. Every entry and every setting comes over or is named, with why. Exit code 13: something is incomplete or unsupported.',
    [
      ['cinch import --from airflow connections.json > connections.yaml'],
      ['rclone config show | cinch import --from rclone -'],
      ['cinch import --from csv a.csv --type sftp --map "Server name=hostname" --to a'],
    ],
    'Airflow: sftp, ssh, wasb, adls, azure_data_lake, azure_synapse, sendgrid, facebook_social, and http where its host is known. rclone: sftp, azureblob. CSV: columns go to fields by key, label, `name` or `displayName`; a broken row is named with its line, and any number of rows goes to files of 5,000 with `--to`.',
    'A setting that is missing is a placeholder, filled with `--value` of `plan`; `--set FIELD=VALUE` gives it to all that lack it. A secret the file never had is missing too. `-o json` tells everything.',
    'Secrets become variables. `--apply` makes the changes through a plan, without what lacks something; `--with-secrets` brings those of the file, sealed. What was made by hand under such a name stays, unless `--take-over`.',
  ],
};
