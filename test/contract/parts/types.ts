import { describe, expect, test } from '@jest/globals';
import { secretValue } from '../../../src/kernel/secret-value.ts';
import { currentTerms } from '../../../src/model/terms.ts';
import { apply, canary, inside, type Open, refused, stages } from '../stage.ts';

const fields = {
  host: { kind: 'text', label: 'Host', help: 'Where it is', format: 'hostname', target: true },
  region: { kind: 'text', label: 'Region', help: 'Which one', optional: true },
  key: { kind: 'secret', label: 'Key', help: 'What opens it' },
};
const acme = { id: 'acme', label: 'Acme', purpose: 'export', summary: 'Sends segments to Acme', fields };

export function describeTypes(open: Open): void {
  const { bare } = stages(open);
  const add = (declaration: unknown, more: object = {}) => ({ change: 'type.add', declaration, ...more }) as const;
  const addConnection = {
    change: 'connection.add',
    type: 'acme',
    displayName: 'Acme live',
    settings: { host: 'acme.example', region: 'north' },
    secrets: { key: secretValue(canary) },
    terms: currentTerms(),
  } as const;

  describe('types of your own', () => {
    test('a declared type is listed, shown and connected like one of the catalog', async () => {
      const admin = (await bare()).as();

      const applied = await apply(admin, add(acme));
      await apply(admin, addConnection, { change: 'export.add', displayName: 'To Acme', connection: 'acme-live' });

      expect(applied.changes[0]).toMatchObject({ kind: 'type', name: 'acme', result: 'created' });
      expect((await admin.query('type.list', {})).items.map(({ id }) => id)).toEqual(['acme']);
      expect((await admin.query('type.show', { type: 'acme' })).declaration).toMatchObject({
        addable: true,
        shareable: true,
      });
      expect(await inside(admin, 'acme-live')).toMatchObject({
        purpose: 'export',
        settings: { host: 'acme.example', region: 'north' },
        secrets: { key: { source: 'stored' } },
      });
    });

    test.each([
      [{ ...acme, id: 'Acme' }, 'id'],
      [{ ...acme, purpose: 'miscellaneous' }, 'purpose'],
      [{ ...acme, colour: 'red' }, 'declaration'],
      [
        { ...acme, fields: { ...fields, password: { kind: 'text', label: 'Password', help: 'Shown' } } },
        'fields.password',
      ],
      [{ ...acme, fields: { ...fields, constructor: { kind: 'text', label: 'C', help: 'H' } } }, 'fields.constructor'],
      [{ ...acme, usage: { token: { kind: 'secret', label: 'Token', help: 'Kept' } } }, 'usage.token'],
      [{ ...acme, keyVault: ['host'] }, 'keyVault'],
      [
        {
          ...acme,
          fields: { ...fields, extra: { kind: 'text', label: 'E', help: 'H', when: { field: 'no', is: 'x' } } },
        },
        'fields.extra',
      ],
      [null, 'declaration'],
      ['acme', 'declaration'],
    ])('a declaration that does not hold is refused where it is wrong (%#)', async (declaration, path) => {
      const admin = (await bare()).as();

      const found = await refused(apply(admin, add(declaration)), 'input.refused');

      expect(found.members.issues?.map((issue) => issue.path)).toContain(path);
    });

    test('a type of the catalog is neither replaced nor removed', async () => {
      const admin = (await bare()).as();

      await refused(apply(admin, add({ ...acme, id: 'sftp' }, { ifExists: 'update' })), 'type.built_in');
      await refused(apply(admin, { change: 'type.remove', type: 'sftp' }), 'type.built_in');
      await refused(apply(admin, { change: 'type.remove', type: 'acme' }), 'not_found');
    });

    test('the same declaration again is unchanged, and another one replaces it only where that was asked for', async () => {
      const admin = (await bare()).as();
      await apply(admin, add(acme));
      const relabelled = { ...acme, label: 'Acme Next' };

      expect((await apply(admin, add(acme))).result).toBe('unchanged');
      await refused(apply(admin, add(relabelled)), 'exists');
      expect((await apply(admin, add(relabelled, { ifExists: 'skip' }))).result).toBe('unchanged');
      await refused(apply(admin, add(relabelled, { ifExists: 'update', ifRevision: 9 })), 'revision.moved');
      expect((await apply(admin, add(relabelled, { ifExists: 'update', ifRevision: 1 }))).result).toBe('updated');
    });

    test('a type whose label is the id of another one is a type of its own', async () => {
      const admin = (await bare()).as();

      await apply(admin, add({ ...acme, id: 'other', label: 'acme' }), add(acme));

      expect((await admin.query('type.list', {})).items.map(({ id, label }) => [id, label])).toEqual([
        ['acme', 'Acme'],
        ['other', 'acme'],
      ]);
    });

    test('a type in use is not removed: connections, exports and enrichments count, also those of the list', async () => {
      const admin = (await bare()).as();
      await apply(admin, add(acme), addConnection);
      const remove = { change: 'type.remove', type: 'acme' } as const;

      await refused(apply(admin, remove), 'type.in_use');
      const removeConnection = { change: 'connection.remove', connection: 'acme-live' } as const;
      const addExport = { change: 'export.add', displayName: 'To Acme', type: 'acme' } as const;
      await refused(apply(admin, addExport, removeConnection, remove), 'type.in_use');
      await apply(admin, removeConnection, remove);

      expect((await admin.query('type.list', {})).items).toEqual([]);
    });

    test('D14 a declaration that sends stored secrets elsewhere is refused until that is meant', async () => {
      const admin = (await bare()).as();
      await apply(admin, add(acme), addConnection);
      const host = { ...fields.host, target: undefined };
      const loosened = {
        ...acme,
        fields: { ...fields, host: { kind: host.kind, label: host.label, help: host.help } },
      };

      await refused(apply(admin, add(loosened, { ifExists: 'update' })), 'connection.secrets_again');
      const meant = await apply(admin, add(loosened, { ifExists: 'update', keepSecrets: true }));

      expect(meant.result).toBe('updated');
    });

    test('D14 neither does one whose sign-in goes elsewhere, because the stored token would go there too', async () => {
      const admin = (await bare()).as();
      const signIn = { authorization: 'https://login.acme.example/auth', token: 'https://login.acme.example/token' };
      await apply(admin, add({ ...acme, signIn }), addConnection);
      const moved = { ...acme, signIn: { ...signIn, token: 'https://elsewhere.example/token' } };

      await refused(apply(admin, add(moved, { ifExists: 'update' })), 'connection.secrets_again');
    });

    test.each([
      ['an address without HTTPS', { token: 'http://login.acme.example/token' }],
      ['an address of this machine', { token: 'http://127.0.0.1:8080/token' }],
      ['an address with a name in it', { token: 'https://ana@login.acme.example/token' }],
      ['an address with a query', { authorization: 'https://login.acme.example/auth?client_id=theirs' }],
      ['a variable', { authorization: 'https://{host}/auth' }],
      ['a device address without HTTPS', { device: 'http://login.acme.example/device' }],
      ['a parameter of the protocol', { parameters: { redirect_uri: 'https://elsewhere.example' } }],
      ['a scope with a space', { scopes: ['one two'] }],
      ['no token address', { token: undefined }],
      ['something of its own', { clientSecret: 'somewhere' }],
    ])('a sign-in with %s is refused', async (_, wrong) => {
      const admin = (await bare()).as();
      const signIn = { authorization: 'https://login.acme.example/auth', token: 'https://login.acme.example/token' };

      await refused(apply(admin, add({ ...acme, signIn: { ...signIn, ...wrong } })), 'input.refused');
      expect((await apply(admin, add({ ...acme, signIn }))).result).toBe('created');
    });

    test('a type that signs in has the fields of an app of its own, and waits for the sign-in (D17)', async () => {
      const admin = (await bare()).as();
      await apply(admin, add({ ...acme, manualToken: true }), addConnection);

      const { declaration } = await admin.query('type.show', { type: 'acme' });
      expect(Object.keys(declaration.fields)).toEqual([
        'host',
        'region',
        'key',
        'clientId',
        'clientSecret',
        'refreshToken',
      ]);
      expect(declaration.signsInAt).toBe('manual');
      expect((await inside(admin, 'acme-live')).status).toBe('awaiting sign-in');
    });

    test('a connection outlives a field that its type no longer declares', async () => {
      const admin = (await bare()).as();
      const usage = { folder: { kind: 'text', label: 'Folder', help: 'Where to', optional: true } };
      const { region: _, ...withoutRegion } = fields;
      await apply(admin, add({ ...acme, usage }), addConnection, {
        change: 'export.add',
        displayName: 'To Acme',
        connection: 'acme-live',
        settings: { folder: 'in' },
      });

      await apply(admin, add({ ...acme, fields: withoutRegion }, { ifExists: 'update' }));

      expect((await inside(admin, 'acme-live')).settings).toEqual({ host: 'acme.example' });
      const secrets = { key: secretValue('another') };
      await apply(admin, { change: 'connection.edit', connection: 'acme-live', secrets });
      await apply(admin, { change: 'export.edit', dependent: 'to-acme', schedule: 'off' });
      expect((await admin.query('export.show', { dependent: 'to-acme' })).schedule).toBe('off');
    });
  });
}
