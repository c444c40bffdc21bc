import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { sftp } from '../../../src/catalog/exports/sftp.ts';
import type { Definition } from '../../../src/commands/shared/definition/definition.ts';
import { markFaults, withoutMarks } from '../../../src/commands/shared/definition/mark-faults.ts';
import { lineOf, readDefinition } from '../../../src/commands/shared/definition/read-definition.ts';
import { writeDefinition } from '../../../src/commands/shared/definition/write-definition.ts';
import type { Fields } from '../../../src/fields/field.ts';
import { hasControlCharacters } from '../../../src/kernel/printable.ts';
import { types } from '../../catalog/every.ts';

const definition = (more: Partial<Definition> = {}): Definition => ({
  head: ['retail-nightly-drop: a connection of type sftp.'],
  first: [{ key: 'displayName', label: 'Display name', help: 'what people call it', value: 'Retail nightly drop' }],
  fields: sftp.fields,
  settings: { authenticationMethod: 'sshKey', hostname: 'a.example', username: 'svc' },
  secrets: { privateKey: 'stored' },
  last: [{ key: 'share', label: 'Who may use it', help: 'who', value: ['administrators', 'user:chloe'] }],
  ...more,
});

// Any text that a setting or a name may be: control characters are refused long before.
const text = fc
  .oneof(
    fc.string({ unit: 'binary', minLength: 1, maxLength: 60 }),
    fc.constantFrom(
      'yes',
      'null',
      '~',
      '12',
      '0x1F',
      '1e3',
      '- a',
      'a: b',
      '# no',
      '"',
      "'",
      '&a',
      '*a',
      '!!str x',
      '|',
      '>',
      '%',
      '@x',
      '`',
      '{',
      '[',
      '---',
      '...',
      '<<',
      'true',
      '2026-11-21',
      ' x ',
      'a #b',
      'é',
    ),
  )
  .filter((it) => it.trim() !== '' && !hasControlCharacters(it) && it.isWellFormed());

describe('a definition as a file', () => {
  test('is read back as it was written, whatever its values are', async () => {
    await fc.assert(
      fc.asyncProperty(
        text,
        text,
        fc.array(text, { minLength: 1, maxLength: 3 }),
        text,
        async (name, value, share, path) => {
          const [first, last] = [definition().first[0], definition().last[0]];
          const one = definition({
            first: [{ ...(first as NonNullable<typeof first>), value: name }],
            settings: { username: value },
            secrets: { privateKey: `file:${path}` },
            last: [{ ...(last as NonNullable<typeof last>), value: share }],
          });
          const { written, faults, issues } = await readDefinition(await writeDefinition(one), one);

          expect([faults, issues]).toEqual([[], []]);
          expect(written.own).toEqual({ displayName: name, share });
          expect(written.settings).toEqual({ username: value });
          expect(written.secrets).toEqual({ privateKey: `file:${path}` });
        },
      ),
    );
  });

  test.each(types.filter(({ addable }) => addable).map((type) => [type.id, type.fields] as const))(
    'holds a line for every field of %s, set or commented out, and no line is wider than 80 columns',
    async (_, fields: Fields) => {
      const written = await writeDefinition(definition({ fields, settings: {}, secrets: {} }));

      for (const key of Object.keys(fields)) expect(written).toMatch(new RegExp(`^ {2}# ${key}: \\S`, 'm'));
      expect(written.split('\n').filter((line) => line.length > 80)).toEqual([]);
      expect((await readDefinition(written, definition({ fields }))).written.settings).toEqual({});
    },
  );

  test('numbers, switches and lists of it are read as text, for the field to judge', async () => {
    const file = 'displayName: 12\nsettings:\n  a: 007\n  b: 0x1F\n  c: true\n  d: [1, two]\n  e: ~\n  f:\n  g: {}\n';

    expect((await readDefinition(file, definition())).written).toEqual({
      own: { displayName: '12' },
      settings: { a: '007', b: '0x1F', c: 'true', d: ['1', 'two'], e: undefined, f: undefined, g: {} },
      secrets: {},
    });
  });

  test('a finding stands at its key, where it is commented out, at its part, or at the top', async () => {
    const file = await writeDefinition(definition());
    const reading = await readDefinition(file, definition());
    const at = (path: string) => file.split('\n')[lineOf(file, reading, path)];

    expect(at('settings.hostname')).toBe('  hostname: a.example');
    expect(at('secrets.passphrase')).toBe('  # passphrase: env:VARIABLE');
    expect(at('settings.nothing')).toBe('settings:');
    expect(at('displayName')).toBe('displayName: Retail nightly drop');
    expect(at('nothing')).toBe('# retail-nightly-drop: a connection of type sftp.');
  });
});

describe('what is wrong with a file', () => {
  test('can be taken out again, and leaves the file as it was', async () => {
    const file = await writeDefinition(definition());
    const lines = file.split('\n').length;
    const faults = fc.array(
      fc.record({ path: fc.constant('x'), line: fc.integer({ min: 0, max: lines - 1 }), says: text }),
    );
    fc.assert(fc.property(faults, (found) => expect(withoutMarks(markFaults(file, found))).toBe(file)));
  });

  test('is never more than a remark, even where it quotes a line break', () => {
    const marked = markFaults('a: 1\n', [{ path: 'a', line: 0, says: 'there is no `x\nb: 2`' }]);

    expect(marked.split('\n').filter((line) => !line.startsWith('# error: '))).toEqual(['a: 1', '']);
  });
});
