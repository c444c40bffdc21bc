import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createSecretSources } from '../../src/adapters/system/secret-source.ts';
import { catalog } from '../../src/catalog/index.ts';
import type { Context } from '../../src/commands/context.ts';
import { decisionsOf } from '../../src/commands/shared/decisions.ts';
import { hideSecrets } from '../../src/commands/shared/definition/hide-secrets.ts';
import { markFaults } from '../../src/commands/shared/definition/mark-faults.ts';
import { readDefinition } from '../../src/commands/shared/definition/read-definition.ts';
import { writeDefinition } from '../../src/commands/shared/definition/write-definition.ts';
import { connectionDefinition } from '../../src/commands/shared/editing/connection-definition.ts';
import type { ConnectionEdits, Editing } from '../../src/commands/shared/editing/edits.ts';
import { judgeDefinition } from '../../src/commands/shared/editing/judge-definition.ts';
import { givenSettings } from '../../src/commands/shared/given.ts';
import { readYaml } from '../../src/commands/shared/read-yaml.ts';
import { type AnyCommand, nouns, singles } from '../../src/commands/tree.ts';
import { check, misplacedSecrets, missingSecrets } from '../../src/fields/check.ts';
import type { ConnectionType } from '../../src/fields/connection-type.ts';
import { exitCodes } from '../../src/kernel/exit-codes.ts';
import { displayKey, isName, nameFrom } from '../../src/kernel/name.ts';
import { nearest } from '../../src/kernel/nearest.ts';
import { printable } from '../../src/kernel/printable.ts';
import { isProblem, problem, problemDocument } from '../../src/kernel/problem.ts';
import { secretValue } from '../../src/kernel/secret-value.ts';
import type { Change } from '../../src/model/change.ts';
import { displayNameIssues, nameOr } from '../../src/model/naming.ts';
import { parseSchedule, scheduleExamples } from '../../src/model/schedule.ts';
import { isUserName } from '../../src/model/user.ts';
import { judgedDeclaration } from '../../src/service/declaration.ts';
import { flagsOf } from '../../src/shell/common-flags.ts';
import { parse } from '../../src/shell/parse.ts';
import { route } from '../../src/shell/route.ts';
import { scan } from '../../src/shell/scan.ts';
import { settingsOf } from '../../src/shell/settings.ts';
import { createCli } from '../support/cli.ts';
import { openDoor, terms } from '../support/fault-store.ts';
import { anyRecord, anyValue, mutated, mutatedList, nasty } from '../support/mutate.ts';
import { again, createRandom, type Random, seedOf, timesOf } from '../support/random.ts';
import { fillSample, type Sample } from '../support/sample-store.ts';
import { together } from '../support/together.ts';
import { detail } from '../unit/views/samples.ts';

const seed = seedOf(10_000);
const folder = mkdtempSync(join(tmpdir(), 'cinch-mutations-'));
/** No mutated input may cost more work than this. */
const longestMs = 1_000;
let types: readonly ConnectionType[];

beforeAll(async () => {
  types = await Promise.all(catalog.map((entry) => entry.load()));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Feeds mutated inputs to a reader. Each has to come back, soon, with a value or with a problem. */
async function feed<T>(
  count: number,
  offset: number,
  input: (random: Random, number: number) => T,
  reader: (input: T) => unknown,
): Promise<void> {
  const random = createRandom(seed + offset);
  let values = 0;
  let problems = 0;
  for (let number = 0; number < count; number += 1) {
    const given = input(random, number);
    const before = process.cpuUsage();
    try {
      await reader(given);
      values += 1;
    } catch (error) {
      if (!isProblem(error)) throw new Error(`${shown(given)} ended in ${stackOf(error)} ${again(seed)}`);
      // What is told of it is whole, too.
      JSON.stringify(problemDocument(error));
      problems += 1;
    }
    const { user, system } = process.cpuUsage(before);
    const took = (user + system) / 1000;
    if (took > longestMs) throw new Error(`${shown(given)} took ${Math.round(took)} ms ${again(seed)}`);
  }
  expect(values + problems).toBe(count);
  expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  expect(Object.keys(Object.prototype)).toEqual([]);
}

function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

function shown(input: unknown): string {
  const text = JSON.stringify(input, (_, value) => (typeof value === 'bigint' ? `${value}n` : value)) ?? 'undefined';
  return text.length < 600 ? text : `${text.slice(0, 600)}…`;
}

describe(`mutated inputs end in a value or a problem, each within a second ${again(seed)}`, () => {
  test('2,500 command lines', async () => {
    const leaves = [...nouns.flatMap(({ verbs }) => verbs), ...singles];
    const commands = new Map<string, AnyCommand>();
    for (const leaf of leaves) commands.set(leaf.path, await leaf.load());
    const lines = [...commands.values()].flatMap(({ path, examples }) => [
      words(path),
      ...examples.map(({ run }) => words(run)),
    ]);
    await feed(
      timesOf(2_500),
      1,
      (random) => mutatedList(random.pick(lines), random),
      async (argv) => {
        const where = route(argv);
        if (where.to !== 'leaf') return;
        const command = commands.get(where.leaf.path) as AnyCommand;
        const scanned = scan(where.rest, flagsOf(command));
        const type = types.find(({ id }) => id === scanned.positionals[0]);
        const { flags, fields } = parse(command, type?.fields ?? {}, where.rest);
        givenSettings(fields, (flags.set as string[] | undefined) ?? []);
        decisionsOf('export', (flags.exports as string[] | undefined) ?? []);
      },
    );
  });

  test('2,000 sets of settings', async () => {
    const input = (random: Random) => {
      const type = random.pick(types);
      const fields = random.chance(0.5) ? type.fields : type.usage;
      const keys = [...Object.keys(fields), '__proto__', 'constructor', random.pick(nasty)];
      const settings: { [key: string]: unknown } = {};
      for (let count = random.below(6); count > 0; count -= 1) {
        const value = anyValue(random);
        Object.defineProperty(settings, random.pick(keys), { value, enumerable: true, configurable: true });
      }
      return { fields, settings };
    };
    await feed(timesOf(2_000), 2, input, ({ fields, settings }) => {
      const checked = check(fields, settings, Object.keys(settings).length % 2 === 0 ? 'complete' : 'partial');
      const accepted = checked.ok ? checked.value : {};
      const strange = Object.keys(settings).filter((key) => !Object.hasOwn(fields, key));
      if (checked.ok && strange.length > 0) throw new Error(`${strange} is no field, and nobody said so`);
      missingSecrets(fields, accepted, new Set());
      misplacedSecrets(fields, accepted, Object.keys(settings));
      const unknown = Object.keys(accepted).filter((key) => !Object.hasOwn(fields, key));
      if (unknown.length > 0) throw new Error(`${unknown} was accepted and is no field`);
    });
  });

  test('900 type declarations in YAML, 100 of them judged', async () => {
    const text = declaration();
    const context = { readText: async (given: string) => given } as Partial<Context> as Context;
    await feed(
      timesOf(900),
      3,
      (random, number) => ({ yaml: yamlOf(text, random), judged: number % 9 === 0 }),
      async ({ yaml, judged }) => {
        const found = await readYaml(context, yaml);
        if (judged) await judgedDeclaration(found);
      },
    );
    await expect(readYaml(context, text).then(judgedDeclaration)).resolves.toMatchObject({ id: 'loyalty' });
  });

  test('600 definitions, as an editor may leave them', async () => {
    const type = types.find(({ id }) => id === 'sftp') as ConnectionType;
    const edits = { set: {}, unset: [], secrets: {} } as Partial<ConnectionEdits> as ConnectionEdits;
    const editing: Editing = { type, base: { ...detail, type: 'sftp' }, edits };
    const definition = connectionDefinition(editing);
    const text = await writeDefinition(definition);
    const sources = createSecretSources({});
    const context = { secret: sources.read } as Partial<Context> as Context;
    await feed(
      timesOf(600),
      4,
      (random) => yamlOf(text, random),
      async (left) => {
        const reading = await readDefinition(left, definition);
        const hidden = hideSecrets(left, definition, reading);
        markFaults(hidden ?? text, reading.faults);
        if (reading.pairs !== undefined) await judgeDefinition(context, editing, reading.written);
      },
    );
  });

  test('500 preferences files', async () => {
    const home = join(folder, 'home');
    mkdirSync(home);
    const before = process.env.CINCH_HOME;
    process.env.CINCH_HOME = home;
    const keys = ['environment', 'output', 'accessible', '__proto__', 'toString'];
    const objects = (random: Random) => jsonText(Object.fromEntries(keys.map((key) => [key, anyValue(random)])));
    const text = '{\n\t"environment": "production-eu",\n\t"output": "json",\n\t"accessible": true\n}\n';
    try {
      await feed(
        timesOf(500),
        4,
        (random) => (random.chance(0.5) ? mutated(text, random) : objects(random)),
        (given) => {
          writeFileSync(join(home, 'preferences.json'), given);
          const settings = settingsOf(scan([], {}));
          settings.environment();
          settings.accessible();
          settings.explain();
          settings.output();
        },
      );
    } finally {
      if (before === undefined) delete process.env.CINCH_HOME;
      else process.env.CINCH_HOME = before;
    }
  });

  test('700 schedules', async () => {
    const isZone = (zone: string) => {
      try {
        return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '';
      } catch {
        return false;
      }
    };
    await feed(
      timesOf(700),
      5,
      (random) => mutated(random.pick(scheduleExamples), random),
      (text) => parseSchedule(text, isZone),
    );
  });

  test('1,600 names', async () => {
    const usual = ['Retail nightly drop', 'ana@contoso.example', 'sftp-1', 'Ünïcode — Straße', 'ﬁnance'];
    await feed(
      timesOf(1_600),
      6,
      (random) => (random.chance(0.2) ? random.pick(nasty) : mutated(random.pick(usual), random)),
      (text) => {
        const { name, issues } = nameOr(undefined, text);
        if (issues.length === 0 && displayNameIssues(text).length === 0 && !isName(name))
          throw new Error(`made ${name}`);
        if (nameFrom(nameFrom(text)) !== nameFrom(text)) throw new Error('a name made from a name is another');
        if (displayKey(displayKey(text)) !== displayKey(text)) throw new Error('the key of a key is another');
        if (/[\u0000-\u001f\u007f-\u009f]/.test(printable(text))) throw new Error('it is not printable');
        isUserName(text);
        nearest(text, usual);
        problem('not_found', { kind: 'connection', ref: text, list: 'cinch connection list' });
      },
    );
  });

  test('500 sources of secrets', async () => {
    const sources = createSecretSources({ SECRET: 'x', EMPTY: '' });
    const usual = ['env:SECRET', 'env:EMPTY', `file:${folder}/none`, 'file:/dev/null', 'keyvault:name/version'];
    await feed(
      timesOf(500),
      7,
      (random) => mutated(random.pick(usual), random),
      async (source) =>
        /^(?:stdin$|file:\/dev\/(?:z|u|f|t|s))/.test(source) ? undefined : sources.read('password', source),
    );
  });
});

describe(`mutated inputs to a store end in a value or a problem ${again(seed)}`, () => {
  const path = join(folder, 'golden.db');
  let sample: Sample;
  beforeAll(async () => {
    sample = await fillSample(path);
  });

  test('500 cursors, orders and searches', async () => {
    const { environment } = openDoor(path);
    const { next } = await environment.query('connection.list', { limit: 5 });
    const written = [
      '["a",1]',
      '[{},"a"]',
      '[null,null]',
      '[["a"],"a"]',
      '{"0":"a","1":"b"}',
      'null',
      '5',
      '"ab"',
      '[]',
    ];
    const cursors = [String(next), '5', ...written.map((text) => Buffer.from(text).toString('base64url'))];
    const input = (random: Random) => ({
      next: random.chance(0.3) ? random.pick(cursors) : mutated(random.pick(cursors), random),
      ...(random.chance(0.3) ? { sort: mutated('createdAt:desc', random) } : {}),
      ...(random.chance(0.3) ? { search: random.pick(nasty) } : {}),
      ...(random.chance(0.5) ? { limit: random.pick([0, 1, 2 ** 31, 2 ** 53, 1.5]) } : {}),
    });
    await feed(timesOf(500), 8, input, async (page) => {
      await environment.query('connection.list', page);
      await environment.query('audit.list', page);
    });
    await environment.close();
  });

  test('800 lists of changes', async () => {
    const { environment } = openDoor(path);
    const seeds = changesOf(sample);
    const { revision } = (await environment.query('environment.show', {})) as never as { revision: number };
    const input = (random: Random) => {
      const change: { [key: string]: unknown } = { ...random.pick(seeds) };
      const keys = Object.keys(change).filter((key) => key !== 'change');
      const key = random.pick(keys);
      const text = String(change[key]);
      if (typeof change[key] === 'string')
        change[key] = random.chance(0.5) ? mutated(text, random) : random.pick(nasty);
      else if (['settings', 'set'].includes(key)) change[key] = anyRecord(random);
      else if (['unset', 'share', 'with'].includes(key))
        change[key] = [random.pick(nasty), mutated('user:ana', random)];
      else if (key === 'secrets') change[key] = { [random.pick(nasty)]: secretValue(random.pick(nasty)) };
      else change[key] = random.pick([Number.NaN, -1, 2 ** 53, 0]);
      return change as never as Change;
    };
    await feed(timesOf(800), 9, input, (change) =>
      environment.apply([change], { dryRun: true, reason: String(change.change) }),
    );
    expect(((await environment.query('environment.show', {})) as never as { revision: number }).revision).toBe(
      revision,
    );
    await environment.close();
  });

  test('500 stores with another header', async () => {
    const whole = readFileSync(path);
    const copy = join(folder, 'header.db');
    const input = (random: Random) => {
      const bytes = Buffer.from(whole);
      for (let count = 1 + random.below(6); count > 0; count -= 1) bytes[random.below(100)] = random.below(256);
      return bytes;
    };
    await feed(timesOf(500), 10, input, async (bytes) => {
      for (const end of ['-wal', '-shm', '-journal']) rmSync(`${copy}${end}`, { force: true });
      writeFileSync(copy, bytes, { mode: 0o600 });
      const { environment } = openDoor(copy, { busyMs: 100 });
      try {
        await environment.query('connection.list', { limit: 5 });
        await environment.apply([{ change: 'connection.unlock', connection: sample.names[0] as string }]);
      } finally {
        await environment.close();
      }
    });
  });
});

/** Splits an example as a shell would; examples know double quotes alone. */
function words(line: string): string[] {
  return [...line.matchAll(/"([^"]*)"|(\S+)/g)].map((match) => match[1] ?? match[2] ?? '');
}

function jsonText(value: unknown): string {
  return JSON.stringify(value, (_, it) => (typeof it === 'bigint' ? `${it}` : it)) ?? 'null';
}

function yamlOf(text: string, random: Random): string {
  const lines = text.split('\n');
  switch (random.below(6)) {
    case 0:
      return mutatedList(lines, random).join('\n');
    case 1:
      return mutated(text, random);
    case 2:
      return text.replace(/: .*/, () => `: ${random.pick(nasty)}`);
    case 3:
      return `${text}\n${random.pick(['a: &a [*a]', '<<: *none', '? {a: b}\n: c', '!!js/function x', '--- x', '%YAML 9', '\t- x'])}`;
    case 4:
      return `${random.pick(['[', '{a: ', '- ', '? ']).repeat(random.below(random.chance(0.1) ? 5_000 : 50))}${text}`;
    default:
      return jsonText(anyRecord(random, 3));
  }
}

function declaration(): string {
  return [
    'id: loyalty',
    'label: Loyalty',
    'purpose: export',
    'summary: Sends segments to our own loyalty service',
    'fields:',
    '  host: { kind: text, label: Host, help: Where it is, format: hostname, target: true }',
    '  region:',
    '    kind: choice',
    '    label: Region',
    '    help: Where it is',
    '    choices: [{ value: eu, label: Europe }, { value: us, label: America }]',
    '  token: { kind: secret, label: Token, help: What it is opened with, shape: token }',
  ].join('\n');
}

function changesOf({ names, exports, enrichments }: Sample): readonly Change[] {
  const [connection = '', other = ''] = ['nightly-drop-12', names[3]];
  const [dependent = ''] = exports;
  return [
    { change: 'connection.add', type: 'mailchimp', displayName: 'New', name: 'new', settings: {}, share: [], terms },
    { change: 'connection.add', type: 'sftp', displayName: 'New', settings: {}, secrets: {}, terms, ifRevision: 0 },
    { change: 'connection.edit', connection, set: {}, unset: [], share: [], ifRevision: 1 },
    { change: 'connection.rename', connection, displayName: 'Other', name: 'other' },
    { change: 'connection.share', connection, with: ['contributors'] },
    { change: 'connection.unshare', connection, with: ['user:ana'] },
    { change: 'connection.lock', connection, reason: 'because' },
    { change: 'connection.unlock', connection },
    { change: 'connection.remove', connection: other },
    { change: 'export.add', displayName: 'New', connection, settings: {}, schedule: 'off' },
    { change: 'export.edit', dependent, displayName: 'Other', name: 'other', set: {}, unset: [], schedule: 'refresh' },
    { change: 'export.connect', dependent, connection: other },
    { change: 'export.disconnect', dependent },
    { change: 'export.remove', dependent },
    { change: 'enrichment.add', displayName: 'New', type: 'experian', settings: {} },
    { change: 'enrichment.edit', dependent: enrichments[0] as string, set: {} },
    { change: 'user.add', name: 'new', displayName: 'New', role: 'viewer' },
    { change: 'user.edit', user: 'ana', displayName: 'Other', role: 'viewer' },
    { change: 'user.remove', user: 'ben' },
    { change: 'type.remove', type: 'own-crm' },
    { change: 'environment.edit', displayName: 'Other', tenant: 'x' },
  ];
}

describe('a hundred of the worst, given to the program itself', () => {
  const cli = createCli();
  beforeAll(async () => {
    await cli.ok(['connection', 'add', 'mailchimp', 'There already', '--accept-terms', terms]);
  });
  afterAll(() => cli.remove());

  // No process can be given a NUL.
  const words = nasty.filter((text) => !text.includes('\u0000'));
  const forms: readonly ((text: string) => readonly string[])[] = [
    (text) => [text],
    (text) => ['connection', 'show', text, '-o', 'json'],
    (text) => ['connection', 'add', 'mailchimp', text, '--accept-terms', terms, '--reason', text, '--dry-run'],
    (text) => ['connection', 'add', text, text, '--name', text, '--set', text, '--share', text],
    (text) => ['connection', 'list', '--search', text, '--sort', text, '--columns', text],
    (text) => ['connection', 'list', '--next', text, '--limit', text],
    (text) => ['connection', 'list', '--query', text, '-o', 'yaml'],
    (text) => ['connection', 'edit', 'there-already', '--set', `clientId=${text}`, '--tenant', text, '--dry-run'],
    (text) => ['connection', 'remove', 'there-already', '--exports', text, '--confirm', text],
    (text) => ['connection', 'add', 'sftp', 'X', '--secret', `password=${text}`, '--hostname', text],
    (text) => ['export', 'add', text, '--connection', text, '--schedule', text, '-o', 'jsonl'],
    (text) => ['user', 'add', text, '--role', text, '--display-name', text],
    (text) => ['environment', 'add', text, '--tenant', text],
    (text) => ['environment', 'restore', text, '--name', text],
    (text) => ['--environment', text, '--as', text, 'whoami'],
    (text) => ['config', 'set', text, text],
    (text) => ['audit', 'list', '--since', text, '--actor', text, '-o', text],
    (text) => ['type', 'add', text],
    (text) => ['help', text],
    (text) => ['can', text, text],
  ];
  const lines = Array.from({ length: 100 }, (_, at) => {
    const form = forms[at % forms.length] as (typeof forms)[number];
    return form(words[(at * 7) % words.length] as string);
  });

  test('no stack trace, no control character, and an exit code of the table that is not 1', async () => {
    const known = new Set(exitCodes.map(({ code }) => code).filter((code) => code !== 1));
    const wrong: string[] = [];
    await together(4, lines, async (argv) => {
      const { exit, stdout, stderr } = await cli(argv);
      const told = `${shown(argv)} ended with ${exit}: ${shown(stdout.slice(0, 200))} ${shown(stderr.slice(0, 500))}`;
      if (!known.has(exit)) wrong.push(`exit code: ${told}`);
      if (/^\s+at .*[:(]/m.test(stderr) || /node:internal/.test(stderr)) wrong.push(`stack trace: ${told}`);
      if (/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/.test(stdout + stderr))
        wrong.push(`control character: ${told}`);
      if (exit !== 0 && stderr === '') wrong.push(`silence: ${told}`);
    });
    expect(wrong).toEqual([]);
  });
});
