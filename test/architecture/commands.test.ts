import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { catalog } from '../../src/catalog/index.ts';
import type { Context } from '../../src/commands/context.ts';
import { type AnyCommand, type Leaf, nouns, singles, verbAliases } from '../../src/commands/tree.ts';
import { fieldFlags } from '../../src/fields/flags.ts';
import { isProblem, type ProblemCode, problem } from '../../src/kernel/problem.ts';
import { problems } from '../../src/kernel/problems.ts';
import { flagsOf } from '../../src/shell/common-flags.ts';
import { parse } from '../../src/shell/parse.ts';
import { route } from '../../src/shell/route.ts';
import { scan } from '../../src/shell/scan.ts';
import { everyParameter } from '../unit/kernel/every-parameter.ts';

const leaves: readonly Leaf[] = [...nouns.flatMap(({ verbs }) => verbs), ...singles];
const commands = new Map<string, AnyCommand>();
beforeAll(async () => {
  for (const leaf of leaves) commands.set(leaf.path, await leaf.load());
});
const commandOf = (path: string) => commands.get(path) as AnyCommand;
const paths = leaves.map(({ path }) => path);

/** What the examples of the help speak of, by name. */
const types: Readonly<Record<string, string>> = {
  'retail-nightly-drop': 'sftp',
  newsletter: 'mailchimp',
  'company-data': 'leadspace',
  'nightly-customers': 'sftp',
  'company-profiles': 'leadspace',
};
const context = {
  knownEnvironment: async () => 'test',
  environment: async () => ({
    query: async (name: string, input: Readonly<Record<string, string>>) => {
      if (name === 'whoami') return { role: 'administrator' };
      if (name === 'type.list') return { items: [] };
      return { type: types[input.connection ?? input.dependent ?? ''] };
    },
  }),
} as unknown as Context;

/** The words of an example as a shell has them, without what it is piped into. */
function wordsOf(line: string): string[] {
  const [command = ''] = line.split(/ (?:\||>|&&) /);
  return [...command.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)].map((match) => match[1] ?? match[2] ?? match[3] ?? '');
}

async function read(line: string): Promise<string> {
  const where = route(wordsOf(line));
  if (where.to !== 'leaf') return where.to;
  const command = commandOf(where.leaf.path);
  const scanned = scan(where.rest, flagsOf(command));
  if (scanned.has('help')) return where.leaf.path;
  const fields = (await command.fields?.(scanned.positionals, context, scanned)) ?? {};
  parse(command, fields, where.rest);
  return where.leaf.path;
}

describe('the tree of commands', () => {
  test('holds every command file, and nothing else is a command', () => {
    const folder = fileURLToPath(new URL('../../src/commands/', import.meta.url));
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts') && !file.startsWith('shared'))
      .filter((file) => !['context.ts', 'define.ts', 'tree.ts'].includes(file))
      .map((file) => file.replace(/\.ts$/, '').replaceAll(/[\\/]/g, ' '));

    const expected = paths.map((path) => (path === 'discover' ? 'type discover' : path));
    expect(files.sort()).toEqual(expected.sort());
  });

  test('names each command once', () => {
    expect(new Set(paths).size).toBe(paths.length);
  });

  test('an alias is no name of its own', () => {
    const verbs = new Set(paths.map((path) => path.split(' ').at(-1)));
    for (const [alias, verb] of Object.entries(verbAliases))
      expect([verbs.has(alias), verbs.has(verb)]).toEqual([false, true]);
    const words = [
      ...nouns.flatMap(({ name, aliases = [] }) => [name, ...aliases]),
      ...singles.map(({ path }) => path),
    ];
    expect(new Set(words).size).toBe(words.length);
  });
});

describe.each(paths)('%s', (path) => {
  test('is in the tree by its own path and summary', () => {
    const leaf = leaves.find((it) => it.path === path);

    expect([commandOf(path).path, commandOf(path).summary]).toEqual([leaf?.path, leaf?.summary]);
  });

  test('says what it does in one line without a full stop, and shows at least one example', () => {
    const { summary, examples, args, flags } = commandOf(path);

    expect(summary).toMatch(/^[A-Z].{5,68}[^.]$/);
    expect(examples.length).toBeGreaterThan(0);
    for (const { does } of examples) expect(does).toMatch(/^(?:[^A-Z]|[A-Z]{2}).*[^.]$/);
    for (const { help } of [...args, ...Object.values(flags as Record<string, { help: string }>)])
      expect(help).toMatch(/(?:[^.]|, \.\.\.)$/);
  });

  test('each example can be typed as it stands, and one of them leads here', async () => {
    const led = await Promise.all((commandOf(path).examples as readonly { run: string }[]).map(({ run }) => read(run)));

    expect(led).toContain(path);
  });

  test('no flag of its own hides one that every command has, and none would take a secret', () => {
    const { flags } = commandOf(path);
    const all = flagsOf(commandOf(path));
    for (const [name, flag] of Object.entries(flags as Record<string, object>)) expect(all[name]).toBe(flag);
    for (const name of Object.keys(all))
      expect(name).not.toMatch(/^(?:password|passphrase|token|secret-value|api-key)$/);
    const shorts = Object.values(all).flatMap(({ short }) => short ?? []);
    expect(new Set(shorts).size).toBe(shorts.length);
  });
});

describe('typed flags', () => {
  test.each(catalog.filter(({ addable }) => addable).map(({ id }) => id))(
    'of %s are all told apart from those of the command',
    async (id) => {
      const type = await catalog.find((entry) => entry.id === id)?.load();
      const own = new Set(Object.keys(flagsOf(commandOf('connection add'))));
      const clash = fieldFlags(type?.fields ?? {})
        .map(({ flag }) => flag.slice(2))
        .filter((flag) => own.has(flag));

      expect(clash.filter((flag) => flag !== 'tenant')).toEqual([]);
    },
  );
});

describe('ways out', () => {
  const kinds = ['connection', 'export', 'enrichment', 'user', 'type', 'environment'];
  const fixes = (Object.keys(problems) as ProblemCode[]).flatMap((code) =>
    (code === 'export.no_connection' ? ['export', 'enrichment'] : kinds).flatMap((kind) =>
      problem(code, {
        ...everyParameter,
        kind,
        list: `cinch ${kind} list`,
        nearest: 'connection list',
        fix: [],
      } as never)
        .fix.filter((fix) => fix.startsWith('cinch '))
        .map((fix) => [code, fix] as const),
    ),
  );
  const unique = [...new Map(fixes.map((it) => [it.join(' '), it])).values()];

  test.each(unique)('of %s: `%s` is a command', async (_, fix) => {
    const known = await read(fix.slice('cinch '.length)).catch((error: unknown) =>
      isProblem(error) ? `${error.code}: ${error.detail}` : String(error),
    );

    expect(known).toMatch(/^[a-z]+(?: [a-z]+)?$/);
  });
});
