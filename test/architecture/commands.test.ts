import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { catalog } from '../../src/catalog/index.ts';
import { isOwnFlag } from '../../src/commands/shared/connection-flags.ts';
import { nouns, singles, verbAliases } from '../../src/commands/tree.ts';
import { fieldFlags } from '../../src/fields/flags.ts';
import { flagsOf } from '../../src/shell/common-flags.ts';
import { commandOf, leaves, ledBy, paths } from './command-lines.ts';

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
    const led = await Promise.all(
      (commandOf(path).examples as readonly { run: string }[]).map(({ run }) => ledBy(run)),
    );

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

  test.each(['connection add', 'connection edit', 'export edit', 'enrichment edit'])(
    'give way to every flag that %s has besides, so that a field of that name is said with --set',
    (path) => {
      expect(Object.keys(flagsOf(commandOf(path))).filter((flag) => !isOwnFlag(flag))).toEqual([]);
    },
  );
});
