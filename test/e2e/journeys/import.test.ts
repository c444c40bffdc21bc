import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { type Cli, createCli } from '../../support/cli.ts';
import { expectGolden } from '../../support/golden.ts';
import { keys, openTerminal } from '../../support/pty.ts';

let cli: Cli;
beforeEach(() => {
  cli = createCli();
});
afterEach(() => cli.remove());

test('an import at a terminal asks for the file, what wrote it, for the agreement, and whether to go on, and ends with the same command', async () => {
  const remotes =
    '[partner]\ntype = sftp\nhost = sftp.partner.example\nuser = svc\npass = J5VOwIG46ZCcGk2MeqPbi845_ZA3\n';
  writeFileSync(join(cli.home, 'rclone.conf'), `${remotes}\n[bucket]\ntype = s3\n`);
  const argv = ['import', '--apply', '--with-secrets'];
  const terminal = openTerminal(argv, { home: cli.home, columns: 80, rows: 40 });

  await terminal.until('Which file?');
  terminal.type('rclone.conf', keys.enter);
  await terminal.until('What wrote the file?');
  terminal.type(keys.down, keys.enter);
  await terminal.until('leave without saving');
  terminal.type(keys.down, keys.down, keys.enter);
  await terminal.until('Go ahead?');
  terminal.type('y', keys.enter);
  const exit = await terminal.ended;

  expectGolden('screens/import-apply-80', `${terminal.screen()}\n`);
  expect(exit).toBe(13);
  expect((await cli.ok(['connection', 'exec', 'partner', '--', 'printenv', 'CONN_PASSWORD'])).stdout).toBe('hello\n');
});
