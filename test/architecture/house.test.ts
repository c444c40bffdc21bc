import { describe, expect, test } from '@jest/globals';
import { sourcesOf, using } from './sources.ts';

const sources = sourcesOf('src');
const tests = sourcesOf('test');
const lines = (text: string) => text.split('\n').length - 1;

/** Longer than the rest, and why. */
const longCommands: Readonly<Record<string, string>> = {
  'src/commands/tree.ts': 'a table: one entry a command',
  'src/commands/context.ts': 'an interface: all that a command may touch',
  'src/commands/define.ts': 'an interface: all that a command may say of itself',
  'src/commands/demo.ts': 'a story in ten steps, told by one command',
};

describe('files', () => {
  test('have at most 250 lines, so that one sitting reads one', () => {
    const over = sources.filter(({ text }) => lines(text) > 250).map(({ path }) => path);

    expect(over).toEqual([]);
  });

  test('of commands have at most 110; what they share is a file like any other', () => {
    const over = sources
      .filter(({ path, text }) => /^src\/commands\/(?!shared\/)/.test(path) && lines(text) > 110)
      .map(({ path }) => path);

    expect(over.sort()).toEqual(Object.keys(longCommands).sort());
  });

  test('are named after what they hold: no drawer for everything', () => {
    const drawers = /(?:^|[-/])(?:utils?|helpers?|managers?|common|misc|base|index|stuff)\.ts$/;
    // A service may be called what it likes.
    const ours = sources.filter(
      ({ path }) => !/^src\/catalog\/(?:exports|enrichments|miscellaneous|probes)\//.test(path),
    );

    expect(ours.map(({ path }) => path).filter((path) => drawers.test(path))).toEqual(['src/catalog/index.ts']);
    for (const { path } of [...sources, ...tests]) expect(path).toMatch(/^[a-z0-9./-]+$/);
  });

  test('hand nothing on that another file defines', () => {
    expect(using(sources, /^export (?:\*|\{[^}]*\}|type \{[^}]*\}) from /m)).toEqual([]);
  });

  test('of commands alone have a default export', () => {
    const found = using(sources, /^export default /m).filter((path) => !path.startsWith('src/commands/'));

    expect(found).toEqual([]);
  });

  test('are imported by their own name, ending included', () => {
    expect(using([...sources, ...tests], /from '\.[^']*(?<!\.ts|\.json|\.js|\.mjs|\.cjs)'/)).toEqual([]);
  });
});

describe('code', () => {
  test('has no class, no enum, no namespace: data, types and functions', () => {
    expect(using(sources, /^\s*(?:export )?(?:abstract )?(?:class|enum|namespace) /m)).toEqual([]);
  });

  test('leaves no work for later without a number', () => {
    const later = sources
      .filter(({ text }) => /\b(?:TODO|FIXME|XXX|HACK)\b(?!\(#\d+\))/.test(text))
      .map(({ path }) => path);

    expect(later).toEqual([]);
  });

  test('silences the compiler nowhere, and the linter only with a reason', () => {
    const silenced = sources
      .filter(({ text }) => /@ts-(?:ignore|nocheck|expect-error)|biome-ignore [^:]*:\s*$/m.test(text))
      .map(({ path }) => path);

    expect(silenced).toEqual([]);
  });
});

describe('tests', () => {
  test('replace ports, never modules', () => {
    expect(using(tests, /\bjest\s*\.\s*(?:mock|doMock|setMock|unstable_mockModule)\s*\(/)).toEqual([]);
  });

  test('are all run: none is the only one', () => {
    expect(using(tests, /\b(?:test|describe|it)\.only\b|\bfdescribe\b|\bfit\(/)).toEqual([]);
  });
});
