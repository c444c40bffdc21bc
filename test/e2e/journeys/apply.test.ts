import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { type Cli, createCli } from '../../support/cli.ts';
import { expectGolden } from '../../support/golden.ts';
import { keys, openTerminal } from '../../support/pty.ts';

let cli: Cli;
beforeEach(async () => {
  cli = createCli();
  await cli.ok(['environment', 'add', 'local']);
  writeFileSync(
    join(cli.home, 'retail.yaml'),
    [
      'id: retail',
      'connections:',
      '  news: { type: mailchimp, displayName: Newsletter, share: contributors, terms: "2026-11" }',
      '  firms: { type: experian, settings: { userId: contoso01, partyId: "123456", modelNumber: "7890" }, terms: "2026-11" }',
      'exports:',
      '  weekly: { connection: news, schedule: "off" }',
      'enrichments:',
      '  company-data: { connection: firms }',
    ].join('\n'),
  );
});
afterEach(() => cli.remove());

const apply = () => openTerminal(['apply', '-f', 'retail.yaml'], { home: cli.home, columns: 80, rows: 40 });
const shown = (text: string) => text.replace(/(?<=\(revision )\d+/g, 'N');

test('applying at a terminal shows the plan and asks; no leaves all as it is', async () => {
  const terminal = apply();
  await terminal.until('(y/N)');
  expectGolden('screens/apply-asks', `${terminal.screen()}\n`);
  terminal.type('n', keys.enter);

  expect(await terminal.ended).toBe(130);
  expect((await cli.ok(['connection', 'list', '-o', 'name'])).stdout).toBe('');
});

test('agreed to it is carried out, ends with the same command for a script, and the second time asks nothing', async () => {
  const terminal = apply();
  await terminal.until('(y/N)');
  terminal.type('y', keys.enter);
  const exit = await terminal.ended;
  expectGolden('screens/apply-done', `${shown(terminal.screen())}\n`);
  expect(exit).toBe(0);

  const again = apply();
  expect(await again.ended).toBe(0);
  expect(again.screen()).toContain('nothing to do');
});
