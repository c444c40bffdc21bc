import { defineCommand } from '../define.ts';
import { runDependent } from '../shared/run-dependent.ts';
import { runFlags } from '../shared/run-once.ts';

export default defineCommand({
  path: 'export run',
  summary: 'Run an export, or all that are due',
  description:
    'Runs the command after `--`, or the one that `export edit --command` told, with every field as a variable: those of the connection as CONN_HOSTNAME, those of the export as EXPORT_NAME. Its streams, its signals and its exit code are handed through; when it ran, who ran it and how it ended is kept. What is inactive does not run. `--due` is for a scheduler that calls every few minutes: each is run once, whoever asks at the same time. See `help running` and `help schedules`.',
  args: [{ name: 'export', help: 'Name, id or exact display name', completes: 'export', optional: true }],
  passes: { help: 'What to run in place of the command that was told, after `--`', optional: true },
  flags: runFlags,
  examples: [
    { run: 'export run nightly-customers -- ./send.sh', does: 'a script that gets all it needs in variables' },
    { run: 'export run nightly-customers', does: 'the command it was told' },
    { run: 'export run --due', does: 'everything that its schedule says is due, once' },
    { run: 'export run --due --dry-run', does: 'what that would be' },
  ],

  run: (input, context) => runDependent('export', input.args.export, input, context),
});
