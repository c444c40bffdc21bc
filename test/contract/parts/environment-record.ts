import { describe, expect, test } from '@jest/globals';
import { secretValue } from '../../../src/kernel/secret-value.ts';
import { apply, type Open, refused, stages, trail } from '../stage.ts';

export function describeEnvironmentRecord(open: Open): void {
  const { bare, furnished } = stages(open);

  describe('the environment itself', () => {
    test('it says what it is called, how it keeps secrets, how much it holds, and where its trail stands', async () => {
      const { viewer } = await furnished();

      expect(await viewer.query('environment.show', {})).toEqual({
        id: expect.any(String),
        displayName: 'test',
        production: false,
        tenant: null,
        secretStorage: 'passphrase',
        keyVersion: 1,
        createdAt: expect.any(String),
        createdBy: 'admin',
        revision: expect.any(Number),
        counts: { connections: 5, exports: 4, enrichments: 2, users: 6 },
        auditHead: expect.stringMatching(/^[\w-]{43}$/),
        copyOf: null,
        environmentRevision: expect.any(Number),
      });
    });

    test('before the first stored secret it keeps no key', async () => {
      const admin = (await bare()).as();

      expect(await admin.query('environment.show', {})).toMatchObject({ secretStorage: null, keyVersion: null });
    });

    test('its name, grade and organisation change with an entry that names the fields', async () => {
      const admin = (await bare()).as();
      const change = {
        change: 'environment.edit',
        displayName: 'Contoso live',
        production: true,
        tenant: 'contoso.example',
      } as const;

      const applied = await apply(admin, change);

      expect(applied.changes[0]).toMatchObject({
        kind: 'environment',
        result: 'updated',
        fields: ['displayName', 'production', 'tenant'],
      });
      expect(await admin.query('environment.show', {})).toMatchObject({
        displayName: 'Contoso live',
        production: true,
        tenant: 'contoso.example',
      });
      expect(await trail(admin, 1)).toMatchObject([{ action: 'environment.edit', target: { kind: 'environment' } }]);
      expect((await apply(admin, change)).result).toBe('unchanged');
      await refused(apply(admin, { change: 'environment.edit', displayName: ' ' }), 'input.missing');
    });

    test('its revision guards it like that of any record', async () => {
      const admin = (await bare()).as();
      const { revision } = await admin.query('environment.show', {});
      const change = { change: 'environment.edit', displayName: 'Contoso' } as const;

      await refused(apply(admin, { ...change, ifRevision: revision + 1 }), 'revision.moved');
      expect((await apply(admin, { ...change, ifRevision: revision })).result).toBe('updated');
    });

    test('a new key seals every stored secret again, and is counted', async () => {
      const { admin } = await furnished();
      const before = await admin.query('connection.show', { connection: 'drop' });

      const applied = await apply(admin, { change: 'environment.edit', rotate: true });

      expect(applied.changes[0]?.fields).toEqual(['secretStorage', 'key']);
      expect(await admin.query('environment.show', {})).toMatchObject({ secretStorage: 'passphrase', keyVersion: 2 });
      expect(await admin.query('connection.show', { connection: 'drop' })).toEqual({
        ...before,
        environmentRevision: applied.environmentRevision,
      });
    });

    test('another passphrase keeps the key and shuts out the old passphrase; over a network it is refused', async () => {
      const { admin, world } = await furnished();
      const change = { change: 'environment.edit', newPassphrase: secretValue('battery staple') } as const;
      if (!world.local) {
        await refused(apply(admin, change), 'remote.here_only');
        return;
      }

      await apply(admin, change);

      expect(await admin.query('environment.show', {})).toMatchObject({ keyVersion: 1 });
      const secrets = { password: secretValue('another') };
      const edit = { change: 'connection.edit', connection: 'drop', secrets } as const;
      await refused(apply(admin, edit), 'secret.locked');
    });

    test('the store can be gone through, and says what waits for someone', async () => {
      const { admin } = await furnished();

      const { findings } = await admin.query('store.check', {});

      expect(Object.fromEntries(findings.map(({ check, severity, names }) => [check, [severity, names]]))).toEqual({
        records: ['ok', []],
        audit: ['ok', []],
        'not-ready': ['note', ['models']],
        'sign-ins': ['ok', []],
        retired: ['ok', []],
        unused: ['ok', []],
        disconnected: ['note', ['loose']],
      });
    });
  });
}
