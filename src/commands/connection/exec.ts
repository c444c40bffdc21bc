import { problem } from '../../kernel/problem.ts';
import { defineCommand } from '../define.ts';
import { clearLeftBehind } from '../shared/clear-left-behind.ts';
import { commandLine } from '../shared/command-line.ts';
import { handed, handedFlags } from '../shared/handed.ts';

export default defineCommand({
  path: 'connection exec',
  summary: 'Run a command with its settings and secrets',
  description:
    'The command gets every field as a variable: `hostname` as CONN_HOSTNAME, `privateKey` as CONN_PRIVATE_KEY. It is an argument list and never goes through a shell; its streams, its signals and its exit code are handed through. That it was handed out is in the audit trail before the command starts. For administrators.',
  args: [{ name: 'connection', help: 'Name, id or exact display name', completes: 'connection' }],
  passes: { help: 'What to run, with its arguments, after `--`' },
  flags: handedFlags,
  examples: [
    { run: 'connection exec newsletter --clean-env -- printenv', does: 'what a command gets, and nothing else' },
    { run: 'connection exec retail-nightly-drop -- ./look.sh', does: 'a script that signs in with CONN_PASSWORD' },
    {
      run: 'connection exec retail-nightly-drop --as-file password -- ./look.sh',
      does: 'the secret in a private file, at CONN_PASSWORD_FILE',
    },
  ],

  async run({ args: { connection }, flags, passed }, context) {
    const { 'as-file': asFile, 'clean-env': clean, reason } = flags;
    if (passed.length === 0) {
      const line = commandLine('connection exec', [connection], { 'as-file': asFile, 'clean-env': clean });
      const missing = [{ input: 'command', flag: '-- COMMAND', help: 'what to run, with its arguments' }];
      throw problem('input.missing', { count: 1, why: '', fix: [`${line} -- printenv`] }, { missing });
    }
    const environment = await context.environment();
    await clearLeftBehind(context);
    const again = () => environment.release({ to: 'exec', connection, ...(reason === undefined ? {} : { reason }) });
    const how = { command: passed, asFile, clean, aside: false, again };
    const child = await handed(context, await again(), 'export', how);
    const { exit } = await (await context.children()).run(child);
    return { kind: 'Text', data: { text: '' }, exit, silent: true };
  },
});
