import { importSources } from '../model/import-summary.ts';
import { defineCommand } from './define.ts';
import { commandLine } from './shared/command-line.ts';
import { connectionFlags } from './shared/connection-flags.ts';
import { askImport } from './shared/import/ask-import.ts';
import { importGiven } from './shared/import/import-given.ts';
import { readSource } from './shared/import/read-source.ts';
import { sameCommand } from './shared/manifest/before-carrying-out.ts';
import { manifestFlags } from './shared/manifest/manifest-flags.ts';

const { 'take-over': takeOver, 'keep-secrets': keepSecrets } = manifestFlags;

export default defineCommand({
  path: 'import',
  summary: 'Bring connections that another tool keeps',
  description:
    'Reads what Airflow exported, a configuration of rclone, or rows of one type, and writes a manifest; `--apply` carries it out through a plan. Secrets become variables, and come along with `--apply --with-secrets` only. Every entry comes over or is named with what it lacks. See `help import`.',
  changes: true,
  args: [{ name: 'file', help: 'The file, or - for standard input', completes: 'file', optional: true }],
  flags: {
    from: { kind: 'text', choices: importSources, help: 'What wrote the file' },
    type: { kind: 'text', placeholder: 'TYPE', completes: 'type', help: 'The connection type of the rows, with csv' },
    map: {
      kind: 'many',
      placeholder: 'COLUMN=FIELD',
      help: 'Which field a column holds, or name or displayName; repeatable',
    },
    set: { kind: 'many', placeholder: 'FIELD=VALUE', help: 'A setting for every entry that lacks it; repeatable' },
    id: { kind: 'text', placeholder: 'NAME', help: 'The manifest that owns what comes; the source when left out' },
    to: { kind: 'text', placeholder: 'FOLDER', completes: 'file', help: 'Write files of 5,000 entries there' },
    apply: { kind: 'switch', help: 'Make the changes instead of writing a manifest' },
    'with-secrets': { kind: 'switch', help: 'Bring the secrets of the file along, sealed; with `--apply`' },
    'take-over': { ...takeOver, help: 'Take what another manifest owns, and what was made by hand' },
    'keep-secrets': keepSecrets,
    share: connectionFlags.share,
    'accept-terms': connectionFlags['accept-terms'],
  },
  examples: [
    { run: 'import --from airflow connections.json > connections.yaml', does: 'write a manifest' },
    { run: 'import --from rclone rclone.conf --apply --with-secrets --dry-run', does: 'see what would come' },
    {
      run: 'import --from csv servers.csv --type sftp --map "Server name=hostname" --to servers/',
      does: 'write files, whatever the number of rows',
    },
  ],

  async run({ args, flags: told }, context) {
    const { file, flags, asked } = await askImport(context, args.file, told);
    const given = importGiven(file, flags);
    const read = await readSource(context, given);
    const line = (terms = flags['accept-terms']) =>
      commandLine('import', [given.file], { ...flags, 'accept-terms': terms });
    if (flags.apply) {
      const { applyImport } = await import('./shared/import/apply-import.ts');
      return applyImport(context, given, read, { ...flags, asked, line });
    }
    const { printImport, writeImport } = await import('./shared/import/write-import.ts');
    const { to } = flags;
    const outcome = await (to === undefined
      ? printImport(context, given, read)
      : writeImport(context, given, read, to));
    // Not a copy: how it ends is known once its text was written.
    return Object.assign(outcome, sameCommand(line(), undefined, asked));
  },
});
