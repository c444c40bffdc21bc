import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Cli, createCli } from '../../support/cli.ts';
import { expectGolden } from '../../support/golden.ts';
import { keys, openTerminal } from '../../support/pty.ts';

let cli: Cli;
beforeEach(() => {
  cli = createCli();
});
afterEach(() => cli.remove());

/** Runs a line before somebody who types each answer once its question stands there. */
async function run(argv: readonly string[], ...answers: readonly (readonly [question: string, ...typed: string[]])[]) {
  const terminal = openTerminal(argv, { home: cli.home });
  for (const [question, ...typed] of answers) {
    await terminal.until(question);
    terminal.type(...typed);
  }
  return { exit: await terminal.ended, screen: terminal.screen() };
}

describe('where several environments are there and none is chosen', () => {
  beforeEach(async () => {
    for (const name of ['prod', 'test']) await cli.ok(['environment', 'add', name]);
  });

  test('a person picks one for this run, and is told how to choose it for all', async () => {
    const { exit, screen } = await run(
      ['user', 'add', 'ana', '--role', 'contributor'],
      ['❯ prod', 'te'],
      ['❯ test', keys.enter],
    );

    expect(exit).toBe(0);
    expectGolden('screens/environment-pick-80', `${screen}\n`);
    expect((await cli.ok(['user', 'list', '-e', 'test', '-o', 'name'])).stdout).toContain('ana\n');
    expect((await cli.ok(['user', 'list', '-e', 'prod', '-o', 'name'])).stdout).not.toContain('ana\n');
  });

  test('it is asked once, also where its types are looked up first', async () => {
    const { exit, screen } = await run(
      ['export', 'add', 'Weekly', '--type', 'sftp'],
      ['❯ prod', keys.down, keys.enter],
    );

    expect(exit).toBe(0);
    expect(screen.match(/Which environment\?/g)).toHaveLength(1);
    expect(screen).toContain('cinch export add Weekly --type sftp --environment test');
  });

  test('leaving the pick leaves the run', async () => {
    const { exit } = await run(['export', 'add', 'Weekly', '--type', 'sftp'], ['❯ prod', keys.ctrlC]);

    expect(exit).toBe(130);
    expect((await cli.ok(['export', 'list', '-e', 'test', '-o', 'name'])).stdout).toBe('');
  });

  test('help and scripts are not asked', async () => {
    const help = await run(['export', 'add', '--connection', 'drop', '--help']);
    const script = await cli(['user', 'list']);

    expect([help.exit, script.exit]).toEqual([0, 3]);
    expect(script.stderr).toContain('there are 2 environments and none is chosen: prod, test');
  });

  test('environment use offers the list', async () => {
    const { exit } = await run(['environment', 'use'], ['❯ prod', keys.down, keys.enter]);

    expect(exit).toBe(0);
    expect((await cli.ok(['config', 'get', 'environment'])).stdout).toBe('test\n');
  });
});

describe('environments at a terminal', () => {
  test('environment add asks a name that is free, what it is called, whether it is production, and where it lies', async () => {
    await cli.ok(['environment', 'add', 'test']);

    const { exit, screen } = await run(
      ['environment', 'add'],
      ['? Name of the environment', 'Test', keys.enter],
      ['it has to be lower-case letters', keys.ctrlU, 'test', keys.enter],
      ['there is an environment of that name already', keys.ctrlU, 'prod', keys.enter],
      ['? Display name', 'Contoso production', keys.enter],
      ['? Is it a production environment?', keys.down, keys.enter],
      ['? Organization', 'contoso', keys.enter],
      ['it has to be the id or a domain', keys.ctrlU, 'contoso.onmicrosoft.com', keys.enter],
    );

    expect(exit).toBe(0);
    expectGolden('screens/environment-add-80', `${screen}\n`);
    const shown = (await cli.ok(['environment', 'show', 'prod', '-o', 'json'])).json();
    expect(shown).toMatchObject({
      displayName: 'Contoso production',
      production: true,
      tenant: 'contoso.onmicrosoft.com',
    });
  });

  test('environment add asks nothing where a name is given, and lists what is missing to a script', async () => {
    const { exit, screen } = await run(['environment', 'add', 'test']);
    const script = await cli(['environment', 'add']);

    expect([exit, script.exit]).toEqual([0, 3]);
    expect(screen).toBe('created  environment test\nhint: cinch environment use test');
    expect(script.stderr).toContain('NAME  Lower-case letters, digits and dashes');
  });

  test('environment edit with nothing given shows what there is to change', async () => {
    await cli.ok(['environment', 'add', 'test']);

    const { exit, screen } = await run(
      ['environment', 'edit'],
      ['leave without saving', keys.down, keys.down, keys.down, keys.enter],
      ['? Organization', 'contoso.example', keys.enter],
      ['❯ save it', keys.enter],
    );

    expect(exit).toBe(0);
    expect(screen).toContain('the same without questions:\n  cinch environment edit test --tenant contoso.example');
    expect((await cli.ok(['environment', 'show', '-o', 'json', '--query', 'tenant'])).stdout).toBe(
      '"contoso.example"\n',
    );
  });
});

describe('words of a command at a terminal', () => {
  test('can asks the action by search, and what was chosen stands in the line that is said', async () => {
    await cli.ok(['environment', 'add', 'test']);

    const { exit, screen } = await run(['can'], ['❯ connection.add', 'lock'], ['❯ connection.lock', keys.enter]);

    expect(exit).toBe(0);
    expect(screen).toContain('the same without questions:\n  cinch can connection.lock');
  });

  test('config set asks which preference, and what it is to be', async () => {
    const { exit, screen } = await run(
      ['config', 'set'],
      ['? Which preference?', keys.down, keys.enter],
      ['none: forget it', keys.down, keys.enter],
    );

    expect(exit).toBe(0);
    expect(screen).toContain('the same without questions:\n  cinch config set output wide');
    expect((await cli.ok(['config', 'get', 'output'])).stdout).toBe('wide\n');
  });

  test('config set forgets a preference as well', async () => {
    await cli.ok(['config', 'set', 'accessible', 'false']);

    const { exit } = await run(['config', 'set', 'accessible'], ['none: forget it', keys.down, keys.enter]);

    expect(exit).toBe(0);
    expect((await cli.ok(['config', 'get', 'accessible'])).stdout).toBe('');
  });

  test('schema asks which kind of document, of all there are', async () => {
    const { exit, screen } = await run(['schema'], ['❯ ConnectionList', 'whoami'], ['❯ WhoAmI', keys.enter]);

    expect(exit).toBe(0);
    expect(screen).toContain('"$id": "urn:cinch:v1:WhoAmI"');
  });

  test('type show offers every type, also those that make no connection of their own', async () => {
    const { exit, screen } = await run(['type', 'show'], ['❯ ActiveCampaign', 'inmobi'], ['❯ InMobi', keys.enter]);

    expect(exit).toBe(0);
    expect(screen).toContain('a connection of type azure-blob-storage');
  });

  test('type remove offers types of your own alone, and says how to bring one', async () => {
    await cli.ok(['environment', 'add', 'test']);

    const { exit, screen } = await run(['type', 'remove']);

    expect(exit).toBe(6);
    expect(screen).toBe('error: there is no type of your own here yet\nhint: cinch type add FILE');
  });

  test('environment backup and restore ask where to and as what', async () => {
    await cli.ok(['environment', 'add', 'test']);

    const backup = await run(['environment', 'backup'], ['? File to write', keys.enter]);
    const restore = await run(
      ['environment', 'restore', 'test.cinch-backup'],
      ['? Name of the environment', 'again', keys.enter],
    );

    const absent = await run(['environment', 'restore', 'other.cinch-backup']);

    expect([backup.exit, restore.exit, absent.exit]).toEqual([0, 0, 2]);
    expect(absent.screen).toMatch(/^error: `other.cinch-backup` is not there$/m);
    expect(backup.screen).toContain('cinch environment backup test --to test.cinch-backup');
    expect(restore.screen).toContain('cinch environment restore test.cinch-backup --name again');
  });
});

describe('flags that cannot be left out, at a terminal', () => {
  test('promote asks which environments, never the same twice, and what is to be otherwise there', async () => {
    for (const name of ['prod', 'test']) await cli.ok(['environment', 'add', name]);
    const drop = ['connection', 'add', 'sftp', 'Drop', '--environment', 'test', '--hostname', 'sftp.partner.example'];
    const more = ['--username', 'svc', '--secret', 'password=env:P', '--accept-terms', '2026-11'];
    await cli.ok([...drop, ...more], { env: { P: 'x' } });

    const { exit, screen } = await run(
      ['promote', '--with-secrets', '--yes'],
      ['❯ prod', keys.down, keys.enter],
      ['does it go to?\n❯ prod\n\ntype', keys.enter],
      ['in test it is sftp.partner.example\n? drop-hostname in prod', 'sftp.prod.example', keys.enter],
    );

    expect(exit).toBe(0);
    expect(screen.replace(/ \\\n +/g, ' ')).toContain(
      '\n  cinch promote --from test --to prod --value drop-hostname=sftp.prod.example --with-secrets --yes',
    );
    const there = await cli.ok(['connection', 'list', '--environment', 'prod', '-o', 'name']);
    expect(there.stdout).toBe('drop\n');
  });

  test('adopt asks for the name of the manifest, by its rule, and for the folder; plan and apply for what it wrote', async () => {
    await cli.ok(['environment', 'add', 'test']);

    const adopted = await run(
      ['adopt'],
      ['? Name of the manifest', 'Web Team', keys.enter],
      ['it has to be lower-case letters', keys.ctrlU, 'web', keys.enter],
      ['? Which folder?', 'files', keys.enter],
    );
    const applied = await run(['apply'], ['? Which manifest?', 'files/manifest.yaml', keys.enter]);
    const planned = await run(['plan'], ['? Which manifest?', 'files/manifest.yaml', keys.enter]);

    expect([adopted.exit, applied.exit, planned.exit]).toEqual([0, 0, 0]);
    expect(adopted.screen).toContain('the same without questions:\n  cinch adopt --id web --out files');
    expect(applied.screen).toContain('the same without questions:\n  cinch apply --file files/manifest.yaml');
    expect(planned.screen).toContain('the same without questions:\n  cinch plan --file files/manifest.yaml');
  });

  test('what is to be run is not asked for, and nothing in vain before it', async () => {
    await cli.ok(['environment', 'add', 'test']);

    const { exit, screen } = await run(['connection', 'exec']);

    expect([exit, screen]).toEqual([3, expect.stringMatching(/CONNECTION .*\n.* -- COMMAND /)]);
  });
});
