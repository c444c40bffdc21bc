import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Cli, createCli } from '../support/cli.ts';
import { openTerminal } from '../support/pty.ts';

let cli: Cli;
beforeAll(async () => {
  cli = createCli();
  await cli.ok(['environment', 'add', 'test']);
});
afterAll(() => cli.remove());

const shownOn = async (argv: readonly string[], columns: number, env: Record<string, string> = {}) => {
  const terminal = openTerminal(argv, { home: cli.home, columns, rows: 60, env });
  await terminal.ended;
  return { screen: terminal.screen(), raw: terminal.raw() };
};
const link = '\u001b]8;;https://learn.microsoft.com/dynamics365/customer-insights/data/export-sftp\u001b\\';

describe('a terminal', () => {
  test('that opens links gets them in the list of types and on the page of one', async () => {
    const env = { TERM_PROGRAM: 'WezTerm' };

    expect((await shownOn(['type', 'list', '--search', 'SFTP server'], 120, env)).raw).toContain(`${link}SFTP`);
    expect((await shownOn(['type', 'show', 'sftp'], 80, env)).raw).toContain(`documented in  ${link}export-sftp`);
  });

  test('that does not gets the address, and a pipe gets it as well', async () => {
    const { raw } = await shownOn(['type', 'show', 'sftp'], 80);

    expect(raw).not.toContain('\u001b]8');
    expect(raw).toContain('https://learn.microsoft.com/dynamics365/customer-insights/data/export-sftp');
    const piped = await cli.ok(['type', 'show', 'sftp'], { env: { TERM_PROGRAM: 'WezTerm', FORCE_HYPERLINK: '1' } });
    expect(piped.stdout).not.toContain('\u001b');
  });

  test('of 40 columns has every line of help, of a page and of a refusal within them', async () => {
    for (const argv of [
      ['connection', 'add', 'sftp', '--help'],
      ['environment', 'show'],
      ['doctor'],
      ['connection', 'add', 'sftp', 'Drop', '--no-input'],
      ['environment', 'list'],
      ['audit', 'list', '--limit', '1'],
    ]) {
      const { raw } = await shownOn(argv, 40);
      // biome-ignore lint/complexity/useRegexLiterals: an escape character in a literal is hard to see
      const lines = raw.replace(new RegExp('\u001b\\[[\\d;?]*[a-zA-Z]', 'g'), '').split(/\r?\n/);
      const broken = lines.filter((line) => line.length > 40 && line.trim().includes(' '));
      expect([argv, broken]).toEqual([argv, []]);
    }
  });

  test('shows what the doctor found with what mends it, each to be typed as it stands', async () => {
    const { screen } = await shownOn(['doctor'], 80);

    expect(screen).toMatch(/^ok {7}runtime +Node /m);
    expect(screen).toMatch(/^note {5}organisation +not named\n +hint: cinch environment edit --tenant ID$/m);
  });
});

test('a list that a filter left empty does not say that there is nothing', async () => {
  const all = await shownOn(['enrichment', 'list', '-e', 'test'], 80);
  const filtered = await shownOn(['connection', 'list', '--search', 'nothing like it'], 80);

  expect([all.screen, filtered.screen]).toEqual([
    'No enrichments to show; make one with `cinch enrichment add`',
    'Nothing fits; `cinch connection list` without a filter shows them all',
  ]);
});

test('without UTF-8 nothing is drawn that is not ASCII', async () => {
  const added = ['connection', 'add', 'leadspace', 'Data', '--secret', 'token=env:T', '--accept-terms', '2026-11'];
  await cli.ok(added, { env: { T: 'x' } });
  await cli.ok(['enrichment', 'add', 'Profiles', '--connection', 'data']);

  const tree = await cli.ok(['connection', 'dependents', 'data'], { env: { LC_ALL: 'C' } });

  expect(tree.stdout).toMatch(/^data\n`- 1 enrichment\n {3}`- profiles {2}/);
  expect((await cli.ok(['connection', 'dependents', 'data'])).stdout).toContain('└─ profiles');
});

test('a column that is not there is named with the nearest, in the program as it is built', async () => {
  const ran = await cli(['connection', 'list', '--columns', 'nmae']);

  expect([ran.exit, ran.stderr]).toEqual([
    2,
    'error: there is no column `nmae`; did you mean `name`?\nhint: --columns name\n',
  ]);
});
