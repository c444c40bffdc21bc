import { describe, expect, test } from '@jest/globals';
import { secretValue } from '../../../src/kernel/secret-value.ts';
import type { ConnectionItem } from '../../../src/model/query.ts';
import { addDrop, apply, inside, type Open, refused, stages, trail } from '../stage.ts';

export function describeTests(open: Open): void {
  const { furnished } = stages(open);
  const tested = {
    change: 'connection.tested',
    connection: 'drop',
    result: 'wrong credential',
    code: 'wrong-credential',
  } as const;
  const hostKey = { host: 'sftp.partner.example:22', fingerprint: `SHA256:${'A'.repeat(43)}` };

  describe('the last test', () => {
    test('is kept with who and when, and raises no revision', async () => {
      const { admin } = await furnished();
      const before = await inside(admin, 'drop');

      const { changes } = await admin.apply([{ ...tested, hostKey }]);

      const after = await inside(admin, 'drop');
      expect(changes[0]).toMatchObject({ result: 'updated', revision: before.revision, fields: ['tested', 'hostKey'] });
      expect(after).toEqual({
        ...before,
        environmentRevision: expect.any(Number),
        hostKey,
        tested: {
          at: expect.any(String),
          by: 'admin',
          result: 'wrong credential',
          code: 'wrong-credential',
          revision: before.revision,
        },
      });
      expect((await trail(admin, 1)).at(-1)).toMatchObject({ action: 'connection.tested', target: { name: 'drop' } });
    });

    test('stands in the list, and is nothing where there was none', async () => {
      const { admin } = await furnished();
      await admin.apply([tested]);

      const { items } = await admin.query('connection.list', {});

      const rows = (items as readonly ConnectionItem[]).map(({ name, tested: last }) => [name, last?.result ?? null]);
      expect(rows).toContainEqual(['drop', 'wrong credential']);
      expect(rows.filter(([, result]) => result !== null)).toHaveLength(1);
    });

    test('is kept of a locked connection too, and stays with it when it is edited', async () => {
      const { admin } = await furnished();
      await admin.apply([{ change: 'connection.lock', connection: 'drop', reason: 'kept' }, tested]);
      await admin.apply([{ change: 'connection.unlock', connection: 'drop' }]);
      await apply(admin, { change: 'connection.edit', connection: 'drop', set: { username: 'another' } });

      const { revision, tested: last } = await inside(admin, 'drop');
      expect([last?.result, last?.revision]).toEqual(['wrong credential', revision - 2]);
    });

    test('is the word of an administrator, in words that are known', async () => {
      const { admin, auditor, ana } = await furnished();

      for (const door of [auditor, ana]) await refused(door.apply([tested]), 'forbidden');
      for (const wrong of [
        { result: 'fine' as 'ok' },
        { code: 'two words' },
        { hostKey: { ...hostKey, fingerprint: 'MD5:1' } },
        { hostKey: { ...hostKey, host: 'a\nb' } },
      ])
        await refused(admin.apply([{ ...tested, ...wrong }]), 'input.refused');
    });
  });

  describe('connections that hold the same secret', () => {
    const names = (items: readonly { readonly name: string }[]) => items.map(({ name }) => name);

    test('are found by what they hold, and the secret stays where it is', async () => {
      const { admin } = await furnished();
      await apply(admin, addDrop('Twin'));
      await apply(admin, addDrop('Other', { secrets: { password: secretValue('another') } }));

      const { items } = await admin.query('connection.list', { usesSecretOf: 'twin' });

      expect(names(items)).toEqual(expect.arrayContaining(['drop', 'twin']));
      expect(names(items)).not.toContain('other');
      expect(names((await admin.query('connection.list', { usesSecretOf: 'other' })).items)).toEqual(['other']);
    });

    test("are nobody's to look for who does not see inside", async () => {
      const { ana } = await furnished();

      await refused(ana.query('connection.list', { usesSecretOf: 'drop' }), 'forbidden');
    });
  });
}
