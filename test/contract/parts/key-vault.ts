import { describe, expect, test } from '@jest/globals';
import { secretValue } from '../../../src/kernel/secret-value.ts';
import type { ChangeOf } from '../../../src/model/change.ts';
import { currentTerms } from '../../../src/model/terms.ts';
import { addDrop, addEnrichment, addExport, apply, inside, type Open, refused, stages, trail } from '../stage.ts';

const url = 'https://contoso.vault.azure.net';
const link = (more: Partial<ChangeOf<'keyvault.link'>> = {}): ChangeOf<'keyvault.link'> => ({
  change: 'keyvault.link',
  url,
  credential: 'azure-cli',
  terms: currentTerms(),
  ...more,
});
const unlink = { change: 'keyvault.unlink' } as const;
const fromVault = (connection: string, version?: string) =>
  ({
    change: 'connection.edit',
    connection,
    secrets: { password: { keyVault: 'retail-sftp', ...(version === undefined ? {} : { version }) } },
  }) as const;

export function describeKeyVault(open: Open): void {
  const { furnished } = stages(open);

  describe('the key vault', () => {
    test('R9 R27 is linked with an agreement of its own, which is kept with who gave it', async () => {
      const { admin, auditor } = await furnished();

      await refused(apply(admin, { change: 'keyvault.link', url, credential: 'azure-cli' }), 'consent.needed');
      const applied = await apply(admin, link());

      expect(applied.changes[0]).toMatchObject({
        kind: 'keyvault',
        name: 'contoso',
        result: 'created',
        fields: ['url', 'credential'],
      });
      expect(await auditor.query('keyvault.show', {})).toMatchObject({
        name: 'contoso',
        url,
        credential: 'azure-cli',
        consent: { version: currentTerms(), by: 'admin' },
        linkedBy: 'admin',
      });
      expect((await trail(admin, 1))[0]).toMatchObject({
        action: 'keyvault.link',
        target: { kind: 'keyvault', name: 'contoso' },
      });
    });

    test('linked again as it is, nothing changes; who signs in to it can be changed without another agreement', async () => {
      const { admin } = await furnished();
      await apply(admin, link());

      expect((await apply(admin, link({ terms: '' }))).result).toBe('unchanged');
      const applied = await apply(admin, { change: 'keyvault.link', url: `${url}/`, credential: 'environment' });
      expect(applied.changes[0]).toMatchObject({ result: 'updated', fields: ['credential'] });
    });

    test.each([
      'http://contoso.vault.azure.net',
      'contoso.vault.azure.net',
      'https://contoso.vault.azure.net.evil.example',
      'https://contosovault.azure.net',
      'https://vault.azure.net',
      'https://a.contoso.vault.azure.net',
      'https://contoso.vault.azure.net.',
      'https://contoso.vault.azure.net:8443',
      'https://user@contoso.vault.azure.net',
      'https://contoso.vault.azure.net@evil.example',
      'https://contoso.vault.azure.net/secrets/one',
      'https://contoso.vault.azure.net?x',
      'https://contoso.vault.azure.net\\.evil.example',
      'https://contoso.vault.azure.net\n.evil.example',
      'https://con\u0442oso.vault.azure.net',
      'https://con--toso.vault.azure.net',
      'https://contoso-.vault.azure.net',
      'https://contoso.managedhsm.azure.net',
      '',
    ])('%j is no address of one', async (other) => {
      const { admin } = await furnished();

      await refused(apply(admin, link({ url: other })), 'keyvault.address');
    });

    test.each(['https://contoso.vault.azure.cn', 'https://CONTOSO.vault.usgovcloudapi.net/'])(
      '%s of a national cloud is one',
      async (other) => {
        const { admin } = await furnished();

        expect((await apply(admin, link({ url: other }))).result).toBe('created');
      },
    );

    test('is signed in to in one of the known ways', async () => {
      const { admin } = await furnished();

      await refused(apply(admin, link({ credential: 'default' as never })), 'keyvault.kind');
    });

    test('R27 gives way to another only while no connection uses it', async () => {
      const { admin } = await furnished();
      await apply(admin, link());
      await apply(admin, link({ url: 'https://fabrikam.vault.azure.net' }));
      await apply(admin, fromVault('drop'));

      const found = await refused(apply(admin, link()), 'keyvault.in_use');

      expect(found.exit).toBe(8);
      expect((await admin.query('keyvault.show', {})).name).toBe('fabrikam');
    });

    test('is not unlinked while one uses it, not even by a list that begins to use it', async () => {
      const { admin } = await furnished();
      await apply(admin, link());
      await refused(apply(admin, fromVault('drop'), unlink), 'keyvault.in_use');
      await apply(admin, unlink);
      await refused(apply(admin, unlink), 'keyvault.not_linked');
      await refused(admin.query('keyvault.show', {}), 'keyvault.not_linked');
    });

    test('is unlinked by the list that removes the last connection which uses it', async () => {
      const { admin } = await furnished();
      await apply(admin, link(), addDrop('Other', { secrets: { password: { keyVault: 'one' } } }));

      const applied = await apply(admin, { change: 'connection.remove', connection: 'other' }, unlink);

      expect(applied.changes.map(({ result }) => result)).toEqual(['removed', 'removed']);
    });

    test('R28 fills the secrets that a type lets it fill, and no other', async () => {
      const { admin } = await furnished();
      await apply(admin, link());
      const version = '0123456789abcdef0123456789abcdef';

      await apply(admin, fromVault('drop', version));
      const leads = { change: 'connection.edit', connection: 'leads', secrets: { token: { keyVault: 'x' } } } as const;
      const found = await refused(apply(admin, leads), 'keyvault.unsupported');

      expect((await inside(admin, 'drop')).secrets).toEqual({
        password: { source: 'keyvault', secret: 'retail-sftp', version },
      });
      expect(found.exit).toBe(2);
    });

    test('is named by no connection while none is linked', async () => {
      const { admin } = await furnished();

      const found = await refused(apply(admin, fromVault('drop')), 'keyvault.not_linked');

      expect(found.exit).toBe(11);
    });

    test.each(['a b', '../x', '', 'x'.repeat(128), 'a/b'])('holds no secret of the name %j', async (keyVault) => {
      const { admin } = await furnished();
      await apply(admin, link());

      const edit = { change: 'connection.edit', connection: 'drop', secrets: { password: { keyVault } } } as const;
      await refused(apply(admin, edit), 'keyvault.secret_name');
      await refused(apply(admin, fromVault('drop', 'latest')), 'keyvault.secret_name');
    });

    test('R29 a secret that comes from it never becomes a stored one again, in one step or in several', async () => {
      const { admin } = await furnished();
      await apply(admin, link(), fromVault('drop'));
      const edit = { change: 'connection.edit', connection: 'drop' } as const;
      const byKey = { set: { authenticationMethod: 'sshKey' }, secrets: { privateKey: secretValue('k') } };

      const found = await refused(
        apply(admin, { ...edit, secrets: { password: secretValue('x') } }),
        'connection.from_vault',
      );
      await refused(apply(admin, { ...edit, ...byKey }), 'connection.from_vault');

      expect(found.fix.join()).toContain('connection replace');
      expect((await apply(admin, fromVault('drop'))).result).toBe('unchanged');
      expect((await apply(admin, fromVault('drop', '0'.repeat(32)))).changes[0]?.fields).toEqual(['secrets.password']);
    });

    test('its references are told with what stops when one cannot be read, by secret', async () => {
      const { admin, auditor } = await furnished();
      await apply(
        admin,
        link(),
        fromVault('shared'),
        fromVault('drop'),
        addExport('Second', 'drop'),
        addEnrichment('More', 'leads'),
      );

      const { items } = await auditor.query('keyvault.references', {});
      const some = await auditor.query('keyvault.references', { secret: 'RETAIL-SFTP' });

      expect(
        items.map(({ name, field, secret, exports }) => [name, field, secret, exports.map((it) => it.name)]),
      ).toEqual([
        ['drop', 'password', 'retail-sftp', ['nightly', 'second']],
        ['shared', 'password', 'retail-sftp', ['weekly']],
      ]);
      expect(some.items).toEqual(items);
      expect((await auditor.query('keyvault.references', { secret: 'other' })).items).toEqual([]);
    });

    test('runners see which vault there is, and not who uses it', async () => {
      const { admin, runner } = await furnished();
      await apply(admin, link());

      expect((await runner.query('keyvault.show', {})).url).toBe(url);
      await refused(runner.query('keyvault.references', {}), 'forbidden');
    });
  });
}
