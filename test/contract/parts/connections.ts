import { describe, expect, test } from '@jest/globals';
import { secretValue } from '../../../src/kernel/secret-value.ts';
import { currentTerms } from '../../../src/model/terms.ts';
import { addDrop, addPlain, apply, canary, inside, type Open, refused, stages } from '../stage.ts';

export function describeConnections(open: Open): void {
  const { bare, furnished } = stages(open);

  describe('adding connections', () => {
    test('R1 a connection ties the environment to one service of one type', async () => {
      const admin = (await bare()).as();

      const applied = await apply(admin, addDrop('Retail nightly drop'));

      const shown = await inside(admin, 'retail-nightly-drop');
      expect(applied.result).toBe('created');
      expect(applied.changes).toEqual([
        {
          change: 'connection.add',
          kind: 'connection',
          id: shown.id,
          name: 'retail-nightly-drop',
          result: 'created',
          revision: 1,
          fields: ['authenticationMethod', 'hostname', 'username', 'secrets.password'],
        },
      ]);
      expect(shown).toMatchObject({
        name: 'retail-nightly-drop',
        displayName: 'Retail nightly drop',
        type: 'sftp',
        purpose: 'export',
        status: 'ready',
        sharedWith: 'administrators',
        settings: { authenticationMethod: 'usernamePassword', hostname: 'sftp.partner.example', username: 'svc-cdp' },
        secrets: { password: { source: 'stored' } },
        locked: false,
        lock: null,
        tenant: null,
        dependents: { exports: 0, enrichments: 0 },
        createdBy: 'admin',
        updatedBy: 'admin',
        revision: 1,
      });
      expect(shown.createdAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    });

    test('R3 the list shows one row a connection, with type, purpose, creation, who may use it and how many use it', async () => {
      const { admin } = await furnished();

      const { items, total } = await admin.query('connection.list', {});

      expect(total).toBe(5);
      expect(items.map(({ name }) => name)).toEqual(['drop', 'leads', 'models', 'named', 'shared']);
      const [drop, leads, models, named, shared] = items;
      expect(drop).toEqual({
        id: expect.any(String),
        name: 'drop',
        displayName: 'Retail drop',
        type: 'sftp',
        purpose: 'export',
        status: 'ready',
        signInExpiresAt: null,
        sharedWith: 'administrators',
        createdAt: expect.any(String),
        createdBy: 'admin',
        updatedAt: expect.any(String),
        revision: 1,
        locked: false,
        dependents: { exports: 1, enrichments: 0 },
        tested: null,
      });
      expect(leads).toMatchObject({ purpose: 'enrichment', dependents: { exports: 0, enrichments: 2 } });
      expect(models).toMatchObject({ purpose: 'miscellaneous', status: 'awaiting sign-in' });
      expect(named).toMatchObject({ sharedWith: ['ana'] });
      expect(shared).toMatchObject({ sharedWith: 'contributors' });
    });

    test('R4 every type can be looked up with what it is for', async () => {
      const admin = (await bare()).as();

      const { declaration } = await admin.query('type.show', { type: 'leadspace' });

      expect(declaration).toMatchObject({
        label: 'Leadspace',
        purpose: 'enrichment',
        summary: 'Completes company profiles with data from Leadspace',
      });
      const unknown = await refused(admin.query('type.show', { type: 'leadspce' }), 'not_found');
      expect(unknown.detail).toContain('did you mean `leadspace`');
    });

    test('R6 a missing display name is refused with advice to tell purpose and target', async () => {
      const admin = (await bare()).as();

      const found = await refused(apply(admin, addPlain('  ', { name: 'plain' })), 'input.missing');

      expect(found.exit).toBe(3);
      expect(found.members.missing).toEqual([
        {
          input: 'displayName',
          flag: 'DISPLAY-NAME',
          help: expect.stringContaining('a name that tells purpose and target'),
        },
      ]);
    });

    test('R7 everything that a type still needs is named at once, each with the flag that gives it, the agreement included', async () => {
      const admin = (await bare()).as();

      const found = await refused(
        apply(admin, { change: 'connection.add', type: 'sftp', displayName: 'Drop' }),
        'input.missing',
      );

      expect(found.members.missing?.map(({ input, flag }) => [input, flag])).toEqual([
        ['hostname', '--hostname TEXT'],
        ['username', '--username TEXT'],
        ['password', '--secret password=SOURCE'],
        ['terms', `--accept-terms ${currentTerms()}`],
      ]);
      expect(found.members.terms).toBe(currentTerms());
    });

    test('R7 values that a type cannot take are refused together, before anything missing is asked for', async () => {
      const admin = (await bare()).as();
      const settings = { hostname: 'https://sftp.partner.example', usernme: 'svc', password: canary };

      const found = await refused(
        apply(admin, { change: 'connection.add', type: 'sftp', displayName: 'Drop', settings }),
        'input.refused',
      );

      expect(found.exit).toBe(2);
      expect(found.members.issues?.map(({ path, code }) => `${path}: ${code}`).sort()).toEqual([
        'hostname: format',
        'password: missing',
        'password: secret-as-setting',
        'terms: missing',
        'username: missing',
        'usernme: unknown',
      ]);
      expect(JSON.stringify(found.members)).not.toContain(canary);
    });

    test('R7 a secret of another way to sign in is refused where it does not apply', async () => {
      const admin = (await bare()).as();
      const secrets = { password: secretValue(canary), privateKey: secretValue(canary), pass: secretValue(canary) };

      const found = await refused(apply(admin, addDrop('Drop', { secrets })), 'input.refused');

      expect(found.members.issues?.map(({ path, code }) => [path, code])).toEqual([
        ['secrets.privateKey', 'not-applicable'],
        ['secrets.pass', 'unknown'],
      ]);
    });

    test('R7 a value that the product keeps in another form is kept so, with a warning', async () => {
      const admin = (await bare()).as();
      const settings = { hostname: 'sftp.partner.example', username: 'svc', exportFolder: 'Export/Retail' };

      const { warnings } = await apply(admin, addDrop('Drop', { settings }));

      expect((await inside(admin, 'drop')).settings.exportFolder).toBe('export/retail');
      expect(warnings).toEqual([{ code: 'normalised', message: 'Export folder is kept as `export/retail`' }]);
    });

    test('a type that relies on another one makes no connection of its own, and says which one does', async () => {
      const admin = (await bare()).as();

      const relies = await refused(
        apply(admin, { change: 'connection.add', type: 'inmobi', displayName: 'Ads' }),
        'type.not_addable',
      );
      await refused(apply(admin, { change: 'connection.add', type: 'sftpp', displayName: 'Drop' }), 'not_found');

      expect(relies.fix).toEqual(['cinch connection add azure-blob-storage']);
    });

    test('a retired type can still be added, with a warning that names its successor', async () => {
      const admin = (await bare()).as();
      const settings = {
        serverAddress: 'https://contoso.crm4.dynamics.com',
        serverAdminAccount: 'ana@contoso.example',
      };

      const { warnings } = await apply(admin, {
        change: 'connection.add',
        type: 'dynamics-365-marketing',
        displayName: 'Journeys',
        settings: { ...settings, contactIdField: 'ContactId' },
        terms: currentTerms(),
      });

      expect(warnings.map(({ code }) => code)).toContain('retired');
    });

    test('D17 a type with a sign-in in the browser waits for it, until its refresh token is given', async () => {
      const admin = (await bare()).as();
      const waiting = await apply(admin, {
        change: 'connection.add',
        type: 'mailchimp',
        displayName: 'News',
        terms: currentTerms(),
      });
      expect((await inside(admin, 'news')).status).toBe('awaiting sign-in');
      expect(waiting.warnings.map(({ code }) => code)).toEqual(['awaiting-sign-in']);

      const secrets = { refreshToken: secretValue(canary) };
      await apply(admin, { change: 'connection.edit', connection: 'news', secrets });
      const { items } = await admin.query('connection.list', { status: 'ready' });
      expect(items.map(({ name }) => name)).toEqual(['news']);

      const back = await apply(admin, { change: 'connection.edit', connection: 'news', unset: ['refreshToken'] });
      expect((await inside(admin, 'news')).status).toBe('awaiting sign-in');
      expect(back.warnings.map(({ code }) => code)).toEqual(['awaiting-sign-in']);
    });

    test('D16 a miscellaneous connection serves neither exports nor enrichments', async () => {
      const { admin } = await furnished();

      await refused(
        apply(admin, { change: 'export.add', displayName: 'Scores', connection: 'models' }),
        'usage.arguments',
      );
      await refused(
        apply(admin, { change: 'enrichment.add', displayName: 'Scores', connection: 'models' }),
        'usage.arguments',
      );
    });
  });

  describe('agreeing', () => {
    test('R9 saving asks the agreement of the administrator, enrichments included', async () => {
      const admin = (await bare()).as();
      const { terms: _, ...withoutTerms } = addPlain('Demographics');

      const found = await refused(apply(admin, withoutTerms), 'consent.needed');

      expect(found.exit).toBe(14);
      expect(found.fix).toContain(`--accept-terms ${currentTerms()}`);
      expect(found.members.missing).toMatchObject([{ input: 'terms' }]);
    });

    test('R9 who agreed, when, and to which version is kept', async () => {
      const admin = (await bare()).as();

      await apply(admin, addPlain('Demographics'));

      const { consent, createdAt } = await inside(admin, 'demographics');
      expect(consent).toEqual({ version: currentTerms(), by: 'admin', at: createdAt });
    });

    test('R9 a version of the text that was never shipped is refused', async () => {
      const admin = (await bare()).as();

      const found = await refused(
        apply(admin, addPlain('Demographics', { terms: '1999-01' })),
        'consent.unknown_version',
      );

      expect(found.detail).toContain(currentTerms());
    });
  });

  describe('the organisation of the environment', () => {
    const blob = {
      change: 'connection.add',
      type: 'azure-blob-storage',
      displayName: 'Blobs',
      settings: {
        subscription: 'Contoso',
        resourceGroup: 'rg',
        storageAccount: 'contosodata',
        container: 'segments-out',
      },
      terms: currentTerms(),
    } as const;

    test('R8 a connection to the own vendor carries the tenant of the environment', async () => {
      const admin = (await bare()).as();
      await apply(admin, { change: 'environment.edit', tenant: 'contoso.onmicrosoft.com' });

      await apply(admin, blob);

      expect((await inside(admin, 'blobs')).tenant).toBe('contoso.onmicrosoft.com');
    });

    test('R8 another tenant is refused by add, by edit, and by the environment itself', async () => {
      const { admin } = await furnished();
      await apply(admin, blob);

      const environment = { change: 'environment.edit', tenant: 'fabrikam.onmicrosoft.com' } as const;
      await refused(apply(admin, environment), 'connection.other_tenant');
      await apply(admin, { change: 'environment.edit', tenant: 'Contoso.onmicrosoft.com' });
      const other = { tenant: 'fabrikam.onmicrosoft.com' };
      await refused(apply(admin, { ...blob, displayName: 'More', ...other }), 'connection.other_tenant');
      await refused(
        apply(admin, { change: 'connection.edit', connection: 'blobs', ...other }),
        'connection.other_tenant',
      );
      await refused(
        apply(admin, { change: 'connection.edit', connection: 'models', set: other }),
        'connection.other_tenant',
      );
    });

    test('R8 it is judged after the whole list, whichever change comes first', async () => {
      const admin = (await bare()).as();
      const added = { ...blob, tenant: 'contoso.onmicrosoft.com' };
      const named = { change: 'environment.edit', tenant: 'fabrikam.onmicrosoft.com' } as const;

      await refused(apply(admin, named, added), 'connection.other_tenant');
      await refused(apply(admin, added, named), 'connection.other_tenant');
    });

    test('R8 a tenant has the form of one, and only services of the own vendor take it', async () => {
      const admin = (await bare()).as();

      await refused(apply(admin, { ...blob, tenant: 'nowhere\u001b[2J' }), 'input.refused');
      await refused(apply(admin, { change: 'environment.edit', tenant: 'nowhere' }), 'input.refused');
      await refused(apply(admin, addPlain('Plain', { tenant: 'contoso.onmicrosoft.com' })), 'usage.arguments');
    });

    test('R8 without a tenant anywhere the connection is saved with a warning', async () => {
      const admin = (await bare()).as();

      const { warnings } = await apply(admin, blob);

      expect(warnings.map(({ code }) => code)).toEqual(['no-tenant']);
    });
  });
}
